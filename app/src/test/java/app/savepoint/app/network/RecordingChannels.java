package app.savepoint.app.network;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/// Java's own channels, each written down with its family.
public final class RecordingChannels extends SelectorProvider {
    private final SelectorProvider java;

    public RecordingChannels() throws ReflectiveOperationException {
        // The one that would be used without this one has no public way in.
        java =
                (SelectorProvider)
                        Class.forName("sun.nio.ch.DefaultSelectorProvider")
                                .getMethod("get")
                                .invoke(null);
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        Recorded.add("channel INET");
        return java.openSocketChannel();
    }

    @Override
    public SocketChannel openSocketChannel(ProtocolFamily family) throws IOException {
        Recorded.add("channel " + family.name());
        return java.openSocketChannel(family);
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        Recorded.add("server INET");
        return java.openServerSocketChannel();
    }

    @Override
    public ServerSocketChannel openServerSocketChannel(ProtocolFamily family) throws IOException {
        Recorded.add("server " + family.name());
        return java.openServerSocketChannel(family);
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        Recorded.add("datagrams INET");
        return java.openDatagramChannel();
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        Recorded.add("datagrams " + family.name());
        return java.openDatagramChannel(family);
    }

    @Override
    public Pipe openPipe() throws IOException {
        return java.openPipe();
    }

    @Override
    public AbstractSelector openSelector() throws IOException {
        return java.openSelector();
    }

    @Override
    public Channel inheritedChannel() throws IOException {
        return java.inheritedChannel();
    }
}
