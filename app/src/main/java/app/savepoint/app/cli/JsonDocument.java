package app.savepoint.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// One document and a line's end, of which nothing is written before all of it could be made.
///
/// Small ones are made once and kept until then. Of a large one nothing is kept: it is made twice,
/// because what a library of 100,000 saves has to say takes more room than all that is known of it.
///
/// @param content tells it; the same each time it is asked
record JsonDocument(Consumer<JsonGenerator> content) {
    /// The most that is kept.
    static final int SMALL = 1 << 20;

    private static final JsonFactory JSON = new JsonFactory();

    /// Writes it whole, or nothing of it if it can not be told.
    void writeTo(OutputStream to) throws IOException {
        var kept = new Kept();
        make(kept);
        if (kept.isWhole()) kept.writeTo(to);
        else make(to);
        to.write('\n');
        to.flush();
    }

    private void make(OutputStream to) {
        try (JsonGenerator generator =
                JSON.createGenerator(
                        ObjectWriteContext.empty(), new Unclosed(to), JsonEncoding.UTF8)) {
            content.accept(generator);
        }
    }

    /// Keeps what is small, and of the rest only that there was more.
    private static final class Kept extends OutputStream {
        private final ByteArrayOutputStream start = new ByteArrayOutputStream();
        private boolean whole = true;

        boolean isWhole() {
            return whole;
        }

        void writeTo(OutputStream to) throws IOException {
            start.writeTo(to);
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            whole &= start.size() + length <= SMALL;
            if (whole) start.write(from, offset, length);
            else start.reset();
        }
    }

    /// Somebody else's stream, which goes on after this.
    private static final class Unclosed extends OutputStream {
        private final OutputStream to;

        Unclosed(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            to.write(b);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            to.write(from, offset, length);
        }
    }
}
