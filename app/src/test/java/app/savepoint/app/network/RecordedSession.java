package app.savepoint.app.network;

import app.savepoint.app.SharedFolderSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// A program that lives through a whole session, or, to show that it would be seen, talks to the
/// network, in a Java that writes down what is asked of the network.
public final class RecordedSession {
    private RecordedSession() {}

    /// Does one of both and ends.
    ///
    /// @param args what to do, `session` or `talk`, and the folder to do it in
    public static void main(String[] args) throws Exception {
        record();
        if (args[0].equals("talk")) talk();
        else new SharedFolderSession(Path.of(args[1])).live();
        System.exit(0);
    }

    @SuppressWarnings("deprecation") // for programs to replace sockets, and this replaces them
    private static void record() throws IOException {
        Socket.setSocketImplFactory(() -> refuse("socket"));
        ServerSocket.setSocketFactory(() -> refuse("server socket"));
    }

    private static SocketImpl refuse(String what) {
        Recorded.add(what);
        throw new IllegalStateException("no network here");
    }

    private static void talk() throws IOException {
        try {
            InetAddress.getAllByName("savepoint.invalid");
        } catch (UnknownHostException e) {
            System.out.println("as it should be: " + e);
        }
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9));
        } catch (SocketException | IllegalStateException e) {
            System.out.println("as it should be: " + e);
        }
        SocketChannel.open().close();
        DatagramChannel.open().close();
    }
}
