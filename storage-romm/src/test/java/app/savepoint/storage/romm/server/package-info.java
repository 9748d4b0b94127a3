/// A RomM server inside the tests: real routes over real HTTP, its rows in memory, its clock in the
/// test's hands.
///
/// It answers as a live RomM does, version by version, also where RomM is odd. What it does was
/// written from the recorded answers of a live server and from what is documented about others.
@NullMarked
package app.savepoint.storage.romm.server;

import org.jspecify.annotations.NullMarked;
