package app.savepoint.app.cli;

import app.savepoint.app.Messages;
import app.savepoint.app.cli.Style.Tone;
import app.savepoint.app.cli.Table.Cell;
import app.savepoint.app.cli.Table.Column;
import app.savepoint.core.storage.server.Candidate;
import app.savepoint.core.storage.server.Differing;
import app.savepoint.core.storage.server.GameKey;
import app.savepoint.core.storage.server.GameSlots;
import app.savepoint.core.storage.server.MatchedGame;
import app.savepoint.core.storage.server.NameDifference;
import app.savepoint.core.storage.server.ServerGame;
import app.savepoint.core.storage.server.ServerSlot;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// How games here meet games at a server.
///
/// @param games sorted
/// @param done what was done with them, as an entry that counts; empty if they are only shown
record MatchesAnswer(List<MatchedGame> games, String done) implements Answer {
    private static final String DEEPER = "    ";

    static MatchesAnswer of(List<MatchedGame> games) {
        return new MatchesAnswer(games, "");
    }

    @Override
    public ExitStatus status() {
        return ExitStatus.DONE;
    }

    @Override
    public void json(JsonGenerator out) {
        out.writeStartObject();
        out.writeArrayPropertyStart("matches");
        for (MatchedGame one : games) {
            out.writeStartObject();
            out.writeStringProperty("game", one.key().toString());
            @Nullable ServerGame there = one.game();
            if (there == null) {
                out.writeNullProperty("storageId");
                out.writeNullProperty("name");
            } else {
                out.writeStringProperty("storageId", Long.toString(there.id()));
                out.writeStringProperty("name", there.fileName());
            }
            out.writeStringProperty("how", word(one.how()));
            out.writeBooleanProperty("certain", one.isSettled());
            out.writeArrayPropertyStart("candidates");
            for (Candidate candidate : one.candidates()) candidate(out, candidate);
            out.writeEndArray();
            slots(out, one.slots());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void slots(JsonGenerator out, GameSlots slots) {
        var json = new SaveJson(out);
        json.orNull("slot", slots.played());
        out.writeBooleanProperty("slotSaid", slots.said());
        out.writeArrayPropertyStart("slots");
        for (ServerSlot slot : slots.all()) {
            out.writeStartObject();
            out.writeStringProperty("slot", slot.name());
            json.orNull("newest", slot.newest());
            json.orNull("device", slot.device().isEmpty() ? null : slot.device());
            out.writeNumberProperty("size", slot.size());
            out.writeNumberProperty("saves", slot.saves());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void candidate(JsonGenerator out, Candidate candidate) {
        NameDifference differs = candidate.differs();
        out.writeStartObject();
        out.writeStringProperty("storageId", Long.toString(candidate.game().id()));
        out.writeStringProperty("name", candidate.game().fileName());
        out.writeStringProperty("why", word(candidate.why()));
        texts(out, "differs", differs.kinds().stream().map(Differing::word).toList());
        texts(out, "here", differs.onlyHere());
        texts(out, "there", differs.onlyThere());
        @Nullable GameKey owner = candidate.owner();
        if (owner == null) out.writeNullProperty("owner");
        else out.writeStringProperty("owner", owner.toString());
        out.writeEndObject();
    }

    private static void texts(JsonGenerator out, String name, List<String> texts) {
        out.writeArrayPropertyStart(name);
        for (String text : texts) out.writeString(text);
        out.writeEndArray();
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public void text(Page page) {
        Messages messages = page.messages();
        if (!done.isEmpty()) page.line(Tone.STRONG, messages.count(done, games.size()));
        else if (games.isEmpty()) page.line(messages.text("matches.none"));
        var table =
                new Table(
                        Column.flexible(messages.text("column.game")),
                        Column.left(messages.text("column.state")),
                        Column.left(messages.text("column.number")),
                        Column.flexible(messages.text("column.server")));
        for (MatchedGame one : games) {
            if (one.how() == MatchedGame.How.OPEN) continue;
            ServerGame there = one.game();
            table.row(
                    Cell.of(one.key().toString()),
                    new Cell(
                            one.isSettled() ? Tone.GOOD : Tone.WAITING,
                            messages.text("match." + one.how().name())),
                    Cell.of(there == null ? "" : Long.toString(there.id())),
                    Cell.of(there == null ? "" : there.fileName()));
        }
        if (!table.isEmpty()) page.gap().table(table);
        for (MatchedGame one : games) if (one.slots().all().size() > 1) slots(page, one);
        if (games.stream().anyMatch(one -> one.slots().isOpen()))
            page.gap().line(Tone.FAINT, messages.text("matches.slot.next"));
        open(page);
    }

    /// A slot's name must not be cut off, since it has to be typed.
    private static void slots(Page page, MatchedGame one) {
        Messages messages = page.messages();
        GameSlots slots = one.slots();
        String key = one.key().toString();
        String played = slots.played();
        if (played == null) page.gap().line(Tone.WAITING, messages.text("matches.slot.open", key));
        else
            page.gap()
                    .line(
                            messages.text(
                                    slots.said() ? "matches.slot.said" : "matches.slot.played",
                                    key,
                                    played));
        for (ServerSlot slot : slots.all())
            page.detail(SlotLines.line(slot, messages, page.figures()));
    }

    private void open(Page page) {
        Messages messages = page.messages();
        List<MatchedGame> open =
                games.stream().filter(one -> one.how() == MatchedGame.How.OPEN).toList();
        if (open.isEmpty()) return;
        page.gap().line(Tone.WAITING, messages.text("match.OPEN"));
        // Not in the table: of these nothing may be cut off, since the end is what differs
        for (MatchedGame one : open) {
            page.gap().line(one.key().toString());
            for (Candidate candidate : one.candidates()) {
                String number = Long.toString(candidate.game().id());
                page.detail(number + "  " + candidate.game().fileName());
                page.detail(DEEPER + differs(candidate.differs(), messages));
                GameKey owner = candidate.owner();
                if (owner != null) page.detail(DEEPER + messages.text("matches.owner", owner));
            }
        }
        if (done.isEmpty()) page.gap().line(Tone.FAINT, messages.text("matches.next"));
    }

    /// Such as `region: (USA) / (Europe)`.
    private static String differs(NameDifference differs, Messages messages) {
        if (differs.kinds().isEmpty()) return messages.text("differs.nothing");
        return differs.kinds().stream()
                .map(kind ->
                        messages.text("differs." + kind.name())
                                + ": "
                                + side(differs.here(), kind)
                                + " / "
                                + side(differs.there(), kind))
                .collect(Collectors.joining("; "));
    }

    private static String side(List<NameDifference.Part> parts, Differing kind) {
        String said =
                parts.stream()
                        .filter(part -> part.differs() == kind)
                        .map(part -> part.text().strip())
                        .collect(Collectors.joining(" "));
        return said.isEmpty() ? "–" : said;
    }
}
