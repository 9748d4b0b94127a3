package app.savepoint.app.setup;

import app.savepoint.app.Approval;
import app.savepoint.app.OpenOptions;
import app.savepoint.app.StorageUri;
import app.savepoint.app.keys.KeyPlace;
import org.jspecify.annotations.Nullable;

/// A bucket or a server as it was typed, complete.
///
/// @param keepKeys where to keep what was typed to prove with; null if nothing was
/// @param options with what was typed to prove with, which goes before all else
/// @param approval how to ask for a sign-in where nothing is typed
record TypedPlace(
        StorageUri uri, @Nullable KeyPlace keepKeys, OpenOptions options, Approval approval) {}
