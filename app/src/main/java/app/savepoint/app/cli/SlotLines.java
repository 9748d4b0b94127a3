package app.savepoint.app.cli;

import app.savepoint.app.Figures;
import app.savepoint.app.Messages;
import app.savepoint.core.storage.server.ServerSlot;
import java.time.Instant;
import java.util.StringJoiner;

/// A server's slots in words, a line each: what tells one playthrough from another.
final class SlotLines {
    private SlotLines() {}

    /// Such as `default 3 saves, 2 hours ago, 32.0 KiB, Deck`. The name is as the server spells it.
    static String line(ServerSlot slot, Messages messages, Figures figures) {
        Instant newest = slot.newest();
        if (newest == null) return slot.name() + "  " + messages.text("match.slot.gone");
        var facts = new StringJoiner(", ");
        facts.add(messages.count("match.slot.saves", slot.saves()));
        facts.add(figures.ago(newest));
        facts.add(figures.size(slot.size()));
        if (!slot.device().isEmpty()) facts.add(slot.device());
        return slot.name() + "  " + facts;
    }
}
