package app.savepoint.core.library;

import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveId;

/// What a path says about the file that lies there.
public sealed interface Reading {
    /// It is one of a save's files.
    ///
    /// @param save which save; its system is [SaveNames#UNKNOWN_SYSTEM] if no folder names one
    /// @param role what the file is inside the save
    /// @param stem the name that a save's files have in common, as the disk spells it
    record Part(SaveId save, Role role, String stem) implements Reading {}

    /// It is one of a save's files, but can not have that name on every device.
    ///
    /// @param standIn a readable id near the real name, to show the save under
    /// @param stem the name that a save's files have in common, as the disk spells it
    /// @param reason what is wrong with the name, for a person
    record Unusable(SaveId standIn, String stem, String reason) implements Reading {}

    /// It is some other file.
    record NoSave() implements Reading {}

    /// It is never to be looked at: a temporary file, a back-up copy, a hidden file.
    record Never() implements Reading {}
}
