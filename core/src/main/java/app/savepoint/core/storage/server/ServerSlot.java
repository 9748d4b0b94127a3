package app.savepoint.core.storage.server;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One of the slots in which a server has saves of a game.
///
/// @param name exactly as the server spells it
/// @param newest when its latest save was stored, by the server's clock; null if there is none any
///   more
/// @param device who stored that; empty if nobody says so
/// @param size its length in bytes
/// @param saves how many saves it holds
public record ServerSlot(
        String name, @Nullable Instant newest, String device, long size, int saves) {}
