/// What a storage must offer: [Storage] for the engine, [ObjectStore] for a bucket or a folder
/// beneath a repository.
///
/// The comments here are promises; `StorageContract` and `ObjectStoreContract` in the test kit
/// state them again as tests.
@NullMarked
package app.savepoint.core.storage;

import org.jspecify.annotations.NullMarked;
