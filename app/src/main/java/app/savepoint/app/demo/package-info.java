/// A throw-away demo on real parts. Start at [DemoMain].
///
/// Nothing in it is scripted but the saves it begins with: the engine and the storage are those
/// that ship.
@NullMarked
package app.savepoint.app.demo;

import org.jspecify.annotations.NullMarked;
