package app.savepoint.core.view;

import app.savepoint.core.save.SaveId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One of a game's playthroughs.
///
/// @param id the save
/// @param active whether it is the one that this device plays
/// @param device the name of the device that wrote it last; empty where it is not known
/// @param modified the time of its content; null where nobody could look at it
/// @param size how many bytes it has
public record SlotRow(
        SaveId id, boolean active, String device, @Nullable Instant modified, long size) {}
