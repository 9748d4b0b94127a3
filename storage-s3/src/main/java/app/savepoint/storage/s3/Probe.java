package app.savepoint.storage.s3;

import app.savepoint.core.storage.StorageException;
import app.savepoint.core.storage.StorageException.NeedsPerson;
import app.savepoint.core.storage.StorageException.Reason;
import app.savepoint.storage.s3.Capabilities.Access;
import app.savepoint.storage.s3.Capabilities.Versioning;
import app.savepoint.storage.s3.S3Errors.Doing;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Finds out what a server can do by doing it, under a prefix of its own that is cleared again:
/// some thirty small requests. Of each condition the refusal is tried, since servers that pass
/// conditions over let every write succeed.
public final class Probe {
    private static final System.Logger LOG = System.getLogger(Probe.class.getName());
    private static final String SCRATCH = "savepoint-probe-";

    /// After this long, nobody is at work in a scratch folder.
    private static final Duration LEFT = Duration.ofDays(1);

    private final S3Address address;
    private final S3Credentials credentials;
    private final InstantSource clock;
    private final S3Errors errors;
    private final String folder;
    private boolean hasWritten;

    /// @param clock this device's wall clock
    /// @param ids gives random UUIDs
    public Probe(
            S3Address address, S3Credentials credentials, InstantSource clock, Supplier<UUID> ids) {
        this.address = address;
        this.credentials = credentials;
        this.clock = clock;
        this.errors = new S3Errors(address, clock);
        this.folder = SCRATCH + ids.get() + "/";
    }

    /// Looks. What keeps every device from using the bucket is thrown; what these keys alone may
    /// not do is part of the answer.
    public Capabilities run() throws StorageException {
        try {
            return look(!address.anonymous() && takesChecksums());
        } finally {
            if (hasWritten) clear();
        }
    }

    private Capabilities look(boolean checksums) throws StorageException {
        try (S3Connection connection =
                S3Connection.open(address, credentials, checksums, new Patience())) {
            Bucket bucket = Bucket.of(connection.client(), address);
            Set<Access> allowed = EnumSet.noneOf(Access.class);
            Duration offset = list(bucket, allowed);
            Scratch scratch = new Scratch(bucket, folder);
            boolean canWrite = !address.anonymous() && may(Doing.WRITING, () -> scratch.put("a"));
            if (canWrite) allowed.add(Access.WRITE);
            hasWritten |= canWrite;
            // Keys may be allowed more in the scratch folder than where it counts. Nothing lies
            // there under that name: what is answered instead of *denied* tells enough.
            Scratch saves = new Scratch(bucket, S3Writes.CONTENTS + folder);
            if (mayRead(saves)) allowed.add(Access.READ);
            if (canWrite && may(Doing.DELETING, () -> saves.delete("a")))
                allowed.add(Access.DELETE);
            Versioning versioning = versioning(bucket);
            ConditionTrial.Found conditions = trial(scratch, canWrite);
            return new Capabilities(
                    allowed,
                    conditions.ifAbsent(),
                    conditions.ifMatch(),
                    conditions.race(),
                    checksums,
                    versioning,
                    offset,
                    connection.wire().server(),
                    clock.instant());
        }
    }

    /// Takes away what was tried out, also where the look broke off, and what an earlier look left
    /// that had no time to. What can not be removed are some bytes.
    private void clear() {
        try (S3Connection connection =
                S3Connection.open(address, credentials, false, new Patience())) {
            Bucket bucket = Bucket.of(connection.client(), address);
            new Scratch(bucket, folder).clear();
            Scratch.clearOlder(bucket, SCRATCH, clock.instant().minus(LEFT));
        } catch (SdkException | StorageException e) {
            LOG.log(Level.DEBUG, "what was tried out stays: " + folder, e);
        }
    }

    /// Whether an upload with a CRC is stored. Left to the next step to say why nothing is.
    private boolean takesChecksums() throws StorageException {
        try (S3Connection connection =
                S3Connection.open(address, credentials, true, new Patience())) {
            Scratch scratch = new Scratch(Bucket.of(connection.client(), address), folder);
            scratch.put("checksum");
            hasWritten = true;
            return true;
        } catch (SdkException e) {
            if (e instanceof S3Exception answer && answer.statusCode() / 100 == 4) return false;
            throw errors.translate(e, Doing.WRITING);
        }
    }

    /// How far the server's clock is ahead.
    private Duration list(Bucket bucket, Set<Access> allowed) throws StorageException {
        try {
            ListObjectsV2Response page =
                    bucket.client()
                            .listObjectsV2(list ->
                                    list.bucket(bucket.name())
                                            .prefix(bucket.full(folder))
                                            .maxKeys(1));
            allowed.add(Access.LIST);
            return page.sdkHttpResponse()
                    .firstMatchingHeader("Date")
                    .flatMap(errors::offset)
                    .orElse(Duration.ZERO);
        } catch (SdkException e) {
            requireJustDenied(e, Doing.LISTING);
            return Duration.ZERO;
        }
    }

    @FunctionalInterface
    private interface Step {
        void run();
    }

    private boolean may(Doing doing, Step step) throws StorageException {
        try {
            step.run();
            return true;
        } catch (SdkException e) {
            requireJustDenied(e, doing);
            return false;
        }
    }

    private boolean mayRead(Scratch scratch) throws StorageException {
        try {
            scratch.read("a");
            return true;
        } catch (SdkException e) {
            // Nothing being there shows that one may look.
            if (S3Codes.isNotThere(e)) return true;
            requireJustDenied(e, Doing.READING);
            return false;
        }
    }

    private void requireJustDenied(SdkException e, Doing doing) throws StorageException {
        StorageException known = errors.translate(e, doing);
        boolean justDenied =
                e instanceof S3Exception answer
                        && S3Codes.code(answer).equals("AccessDenied")
                        && known instanceof NeedsPerson person
                        && person.reason() == Reason.DENIED;
        if (!justDenied) throw known;
    }

    private ConditionTrial.Found trial(Scratch scratch, boolean canWrite) throws StorageException {
        if (!canWrite) return ConditionTrial.Found.NOTHING;
        try {
            return new ConditionTrial(scratch).run();
        } catch (SdkException e) {
            throw errors.translate(e, Doing.WRITING);
        }
    }

    private Versioning versioning(Bucket bucket) throws StorageException {
        try {
            GetBucketVersioningResponse said =
                    bucket.client().getBucketVersioning(get -> get.bucket(bucket.name()));
            return switch (String.valueOf(said.statusAsString())) {
                case "Enabled" -> Versioning.ON;
                case "Suspended" -> Versioning.SUSPENDED;
                default -> Versioning.OFF;
            };
        } catch (SdkException e) {
            if (e instanceof S3Exception) return Versioning.UNKNOWN;
            throw errors.translate(e, Doing.READING);
        }
    }
}
