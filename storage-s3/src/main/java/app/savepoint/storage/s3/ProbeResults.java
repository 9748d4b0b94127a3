package app.savepoint.storage.s3;

import java.util.Optional;

/// Keeps what a [Probe] found, from one start of the program to the next.
public interface ProbeResults {
    /// What was found of a server, if somebody looked.
    Optional<Capabilities> of(S3Address address);

    /// To be known the next time.
    void keep(S3Address address, Capabilities found);
}
