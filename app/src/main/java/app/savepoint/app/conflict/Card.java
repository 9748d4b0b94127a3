package app.savepoint.app.conflict;

import app.savepoint.app.session.VersionFacts;
import org.jspecify.annotations.Nullable;

/// One of the contents between which the person chooses.
///
/// @param title whose it is
/// @param here whether it lies on this device
/// @param facts what is known of it; null for a deletion, and where nothing lies
/// @param note what to say beside or instead of the facts; may be empty
/// @param answer what choosing it means; null if it can not be chosen
/// @param button the words on its button: what survives
/// @param because why it is suggested; empty if it is not
public record Card(
        String title,
        boolean here,
        @Nullable VersionFacts facts,
        String note,
        @Nullable Answer answer,
        String button,
        String because) {
    /// Whether the facts speak for it.
    public boolean suggested() {
        return !because.isEmpty();
    }
}
