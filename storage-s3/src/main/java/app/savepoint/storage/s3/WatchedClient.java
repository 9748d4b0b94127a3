package app.savepoint.storage.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/// Gives an upload up where the line takes no more. A time-out of a socket is for reading alone:
/// into a line that is dead without a word, a system waits a quarter of an hour to write.
final class WatchedClient implements SdkHttpClient {
    private final SdkHttpClient client;
    private final Duration patience;

    /// @param client does it; closed with this
    /// @param patience how long nothing may move
    WatchedClient(SdkHttpClient client, Duration patience) {
        this.client = client;
        this.patience = patience;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        @Nullable ContentStreamProvider body = request.contentStreamProvider().orElse(null);
        if (body == null) return client.prepareRequest(request);
        Progress progress = new Progress();
        ExecutableHttpRequest sending =
                client.prepareRequest(
                        HttpExecuteRequest.builder()
                                .request(request.httpRequest())
                                .metricCollector(request.metricCollector().orElse(null))
                                .contentStreamProvider(
                                        () -> new Counted(body.newStream(), progress))
                                .build());
        return new Watched(sending, progress, patience);
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }

    /// How far a request has come.
    private static final class Progress {
        private long steps;
        private boolean done;

        synchronized void step() {
            steps++;
        }

        synchronized void done() {
            done = true;
            notifyAll();
        }

        /// Returns whether nothing moved for so long; false as soon as the request is done.
        synchronized boolean isStuck(Duration patience) {
            while (!done) {
                long before = steps;
                long until = System.nanoTime() + patience.toNanos();
                for (long left = patience.toNanos();
                        left > 0 && !done;
                        left = until - System.nanoTime()) {
                    try {
                        wait(left / 1_000_000 + 1);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return false;
                    }
                }
                if (!done && steps == before) return true;
            }
            return false;
        }
    }

    /// @param sending the request itself
    /// @param patience after twice of it nothing is to be hoped for: the answer may take it once,
    ///   and that the client sees to
    private record Watched(ExecutableHttpRequest sending, Progress progress, Duration patience)
            implements ExecutableHttpRequest {
        @Override
        public HttpExecuteResponse call() throws IOException {
            Thread watch =
                    Thread.ofVirtual()
                            .start(() -> {
                                if (progress.isStuck(patience.multipliedBy(2))) sending.abort();
                            });
            try {
                return sending.call();
            } catch (IOException e) {
                throw watch.isAlive() ? e : stuck(e);
            } finally {
                progress.done();
            }
        }

        private static SocketTimeoutException stuck(IOException e) {
            SocketTimeoutException stuck = new SocketTimeoutException("nothing more can be sent");
            stuck.initCause(e);
            return stuck;
        }

        @Override
        public void abort() {
            sending.abort();
        }
    }

    /// Notes that more is asked for, which happens when what came before it is sent.
    private static final class Counted extends FilterInputStream {
        private final Progress progress;

        Counted(InputStream in, Progress progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            progress.step();
            return super.read();
        }

        @Override
        public int read(byte[] into, int at, int most) throws IOException {
            progress.step();
            return super.read(into, at, most);
        }
    }
}
