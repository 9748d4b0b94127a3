package app.savepoint.app.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;

/// Where a command reads and writes: the terminal of this process, a test's buffers, or the far end
/// of a socket.
///
/// @param in what the person types
/// @param out standard output
/// @param err standard error
/// @param charset how text for people is encoded; JSON is UTF-8 whatever this says
/// @param inInteractive whether a person can answer on `in`
/// @param outInteractive whether a person looks at `out`
/// @param errInteractive whether a person looks at `err`
/// @param width columns of the screen; means something only where a person looks
public record Terminal(
        InputStream in,
        OutputStream out,
        OutputStream err,
        Charset charset,
        boolean inInteractive,
        boolean outInteractive,
        boolean errInteractive,
        int width) {}
