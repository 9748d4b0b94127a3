/// How storages on a network are addressed: the options of an address, which hosts are this
/// machine, and whose certificates are believed.
@NullMarked
package app.savepoint.core.storage.address;

import org.jspecify.annotations.NullMarked;
