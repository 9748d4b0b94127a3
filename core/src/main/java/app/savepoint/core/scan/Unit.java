package app.savepoint.core.scan;

import app.savepoint.core.save.Place;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.scan.Seen.Trouble;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files that make up one save at one place, before any of them is read.
///
/// @param save which save
/// @param place where
/// @param folder the folder's name if the save is a folder, else null
/// @param members its files
/// @param trouble why it can not be read or named; null if nothing speaks against it
record Unit(
        SaveId save,
        Place place,
        @Nullable String folder,
        List<Member> members,
        @Nullable Trouble trouble) {
    Unit {
        members = List.copyOf(members);
    }

    /// One of its files.
    ///
    /// @param role what it is inside the save
    /// @param name what a [Manifest] calls it
    /// @param seen where and how it was seen
    record Member(Role role, String name, Seen seen) {}

    long size() {
        long size = 0;
        for (Member member : members) size += member.seen().stamp().size();
        return size;
    }
}
