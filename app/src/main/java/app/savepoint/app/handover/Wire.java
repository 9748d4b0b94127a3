package app.savepoint.app.handover;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/// What goes over the socket: frames of one byte that says what it is, a length, and so many bytes.
/// One thread may read while others write.
final class Wire implements AutoCloseable {
    /// The most that one frame holds; longer output goes in several.
    private static final int LONGEST = 1 << 20;

    private final SocketChannel channel;
    private final DataInputStream in;
    private final DataOutputStream out;

    Wire(SocketChannel channel) {
        this.channel = channel;
        this.in = new DataInputStream(Channels.newInputStream(channel));
        this.out = new DataOutputStream(Channels.newOutputStream(channel));
    }

    /// What a frame is.
    enum Kind {
        /// From the caller: what is to be done, as JSON; the first frame of all.
        REQUEST(1),
        /// From the caller: the person has lost patience.
        CANCEL(2),
        /// To the caller: it was understood, and is being done from now on.
        BEGUN(3),
        /// To the caller: bytes for standard output.
        OUT(4),
        /// To the caller: bytes for standard error.
        ERR(5),
        /// To the caller: this command only follows what the holder does; when the holder ends, the
        /// caller may go on by itself.
        FOLLOWS(6),
        /// To the caller: the exit status, in four bytes; the last frame of all.
        STATUS(7),
        /// To the caller: this holder speaks another version.
        REFUSED(8),
        /// To the caller: it is still being done, however little there is to say of it.
        ALIVE(9);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /// The kind for its first byte; an [IOException] for one that is none.
        static Kind of(int code) throws IOException {
            for (Kind kind : values()) if (kind.code == code) return kind;
            throw new IOException("that is no Savepoint");
        }
    }

    /// One frame.
    static final class Frame {
        private final Kind kind;
        private final byte[] bytes;

        Frame(Kind kind, byte[] bytes) {
            this.kind = kind;
            this.bytes = bytes;
        }

        Kind kind() {
            return kind;
        }

        byte[] bytes() {
            return bytes;
        }

        int number() {
            return ByteBuffer.wrap(bytes).getInt();
        }
    }

    /// The next frame; an [EOFException] once the other side is gone.
    Frame read() throws IOException {
        Kind kind = Kind.of(in.readUnsignedByte());
        int length = in.readInt();
        if (length < 0 || length > LONGEST) throw new IOException("that is no Savepoint");
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new Frame(kind, bytes);
    }

    void write(Kind kind, byte[] bytes) throws IOException {
        write(kind, bytes, 0, bytes.length);
    }

    void write(Kind kind, int number) throws IOException {
        write(kind, ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    private void write(Kind kind, byte[] bytes, int from, int length) throws IOException {
        byte[] frame = new byte[1 + Integer.BYTES + length];
        ByteBuffer.wrap(frame).put((byte) kind.code).putInt(length).put(bytes, from, length);
        synchronized (out) {
            out.write(frame);
            out.flush();
        }
    }

    /// A stream whose bytes become frames of a kind.
    OutputStream stream(Kind kind) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                Wire.this.write(kind, new byte[] {(byte) b});
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                for (int done = 0; done < length; done += LONGEST)
                    Wire.this.write(kind, bytes, from + done, Math.min(LONGEST, length - done));
            }
        };
    }

    /// Nothing: what a command that was handed over reads from the person.
    static InputStream noInput() {
        return InputStream.nullInputStream();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
