/// What is measured by `./mvnw -Pbench`: whole commands on a large tree of saves, beside other
/// programs' work on the same tree in the same run. Nothing here is asserted.
@NullMarked
package app.savepoint.app.bench;

import org.jspecify.annotations.NullMarked;
