/// Where the keys of a storage are kept, if not in the environment. Start at [KeptKeys].
///
/// A key stands nowhere else: not in settings, not in logs, not in output.
@NullMarked
package app.savepoint.app.keys;

import org.jspecify.annotations.NullMarked;
