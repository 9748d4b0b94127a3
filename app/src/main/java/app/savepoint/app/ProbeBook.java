package app.savepoint.app;

import app.savepoint.storage.s3.Capabilities;
import app.savepoint.storage.s3.ProbeResults;
import app.savepoint.storage.s3.S3Address;
import java.lang.System.Logger.Level;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What was found of buckets' servers, as texts under names.
final class ProbeBook implements ProbeResults {
    private static final System.Logger LOG = System.getLogger(ProbeBook.class.getName());

    private final KeptTexts texts;

    /// @param texts where they are kept
    ProbeBook(KeptTexts texts) {
        this.texts = texts;
    }

    private static String name(S3Address address) {
        return "probe." + address.kept().text();
    }

    @Override
    public Optional<Capabilities> of(S3Address address) {
        return texts.get(name(address)).flatMap(ProbeBook::read);
    }

    private static Optional<Capabilities> read(String text) {
        try {
            return Optional.of(JsonMapper.shared().readValue(text, Capabilities.class));
        } catch (JacksonException e) {
            // As another version wrote it; then it is as if nobody had looked
            LOG.log(Level.DEBUG, "what was found of a server can not be read", e);
            return Optional.empty();
        }
    }

    @Override
    public void keep(S3Address address, Capabilities found) {
        texts.put(name(address), JsonMapper.shared().writeValueAsString(found));
    }
}
