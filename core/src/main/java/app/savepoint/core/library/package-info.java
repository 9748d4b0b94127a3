/// Knows where saves are and what they are called. Start at [SaveNames].
///
/// What emulators do stands in data files beside the classes that read them; no disk is touched
/// here.
@NullMarked
package app.savepoint.core.library;

import org.jspecify.annotations.NullMarked;
