package app.savepoint.storage.romm.server;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who asks, and what the token in use allows.
record Identity(Rows.User user, Set<String> scopes, @Nullable String deviceId) {}
