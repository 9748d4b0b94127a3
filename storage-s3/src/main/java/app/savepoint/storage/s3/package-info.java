/// Keeps saves in an S3 bucket, at a cloud provider or on a server at home. Start at
/// [S3ObjectStore]; [S3Address] is how a person names a bucket.
///
/// Only stores objects: how a repository is laid out over them is decided in `core`.
@NullMarked
package app.savepoint.storage.s3;

import org.jspecify.annotations.NullMarked;
