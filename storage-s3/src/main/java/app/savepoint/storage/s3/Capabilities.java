package app.savepoint.storage.s3;

import app.savepoint.core.storage.Precondition;
import app.savepoint.core.storage.Right;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a server was seen to do, or is taken to do where nobody looked. Decides between ways to
/// reach the same end; that nothing is lost rests on none of it.
///
/// @param allowed what these keys may do
/// @param ifAbsent whether a write that is to happen only once is refused the second time
/// @param ifMatch how a version has to be written for a write to be refused once it is gone
/// @param race what became of several writers at the same moment
/// @param checksums whether uploads may carry a CRC
/// @param versioning whether the bucket keeps replaced objects
/// @param clockOffset how far the server's clock is ahead of this device's
/// @param server what the server calls itself; empty if it does not say
/// @param probedAt when this was found out; null where it was only assumed
public record Capabilities(
        Set<Access> allowed,
        boolean ifAbsent,
        TagForm ifMatch,
        Race race,
        boolean checksums,
        Versioning versioning,
        Duration clockOffset,
        String server,
        @Nullable Instant probedAt) {
    /// What Amazon's own servers call themselves.
    private static final String AWS = "AmazonS3";

    public Capabilities {
        allowed = Set.copyOf(allowed);
    }

    /// What keys can be allowed to do in a bucket.
    public enum Access {
        LIST,
        READ,
        WRITE,
        DELETE
    }

    /// How a version is named in `If-Match`.
    public enum TagForm {
        /// In quotes, as the standard has it and as it comes back.
        QUOTED,
        /// Bare: with quotes the server refuses every write.
        BARE,
        /// It makes no difference: the condition is passed over, or always refused.
        USELESS
    }

    /// What became of several writers who each wanted to be the only one.
    public enum Race {
        /// One won each time.
        ONE_WINNER,
        /// Several were told that they had won.
        SEVERAL_WINNERS,
        /// Nobody looked, or there were no conditions to look at.
        NOT_RUN
    }

    /// Whether a bucket keeps what is replaced or deleted.
    public enum Versioning {
        OFF,
        ON,
        /// It was on once: old versions are still there.
        SUSPENDED,
        /// These keys may not ask.
        UNKNOWN
    }

    /// What is taken for granted until somebody looks: that conditions are kept, and, of servers
    /// other than AWS, that they take no checksum, since some refuse each upload that has one.
    public static Capabilities assumed(S3Address address) {
        return new Capabilities(
                Set.of(Access.values()),
                true,
                TagForm.QUOTED,
                Race.NOT_RUN,
                address.endpoint() == null,
                Versioning.UNKNOWN,
                Duration.ZERO,
                "",
                null);
    }

    /// Whether the server itself refuses a write whose condition does not hold.
    boolean keeps(Precondition condition) {
        return switch (condition) {
            case Precondition.Any() -> true;
            case Precondition.Absent() -> ifAbsent;
            case Precondition.Match(var _) -> ifMatch != TagForm.USELESS;
        };
    }

    /// Whether conditional writes are worth what they say here. In a bucket that keeps versions
    /// some servers let several writers win, and a few races that went well prove little.
    public boolean conditionsHold() {
        boolean keepsVersions = versioning == Versioning.ON || versioning == Versioning.SUSPENDED;
        return ifAbsent && race != Race.SEVERAL_WINNERS && (!keepsVersions || server.equals(AWS));
    }

    /// What a device with these keys may do, besides seeing what is there.
    Set<Right> rights() {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        if (allowed.contains(Access.READ)) rights.add(Right.READ);
        if (allowed.contains(Access.WRITE)) rights.add(Right.WRITE);
        if (allowed.contains(Access.DELETE)) rights.add(Right.DELETE);
        return rights;
    }
}
