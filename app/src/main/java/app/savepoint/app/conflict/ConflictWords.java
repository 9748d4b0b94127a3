package app.savepoint.app.conflict;

import app.savepoint.app.session.VersionFacts;
import app.savepoint.app.session.Wording;
import app.savepoint.core.save.ContentHash;
import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Device;
import app.savepoint.core.save.RevisionId;
import app.savepoint.core.save.Role;
import app.savepoint.core.save.SaveFile;
import app.savepoint.core.view.Keep;
import app.savepoint.core.view.SaveRow;
import app.savepoint.core.view.Suggestion;
import app.savepoint.core.view.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts a conflict into words: a card for each distinct content, with its facts and its button.
final class ConflictWords {
    private final Device self;
    private final Wording wording;

    ConflictWords(Device self, Wording wording) {
        this.self = self;
        this.wording = wording;
    }

    Conflict of(SaveRow row) {
        List<Version> others = others(row);
        List<Card> cards = new ArrayList<>();
        cards.add(here(row));
        Set<String> names = new HashSet<>();
        boolean namesakes = others.stream().anyMatch(other -> !names.add(other.deviceName()));
        for (Version other : others) cards.add(there(row, other, others.size() == 1, namesakes));
        return new Conflict(
                row,
                wording.sentences().reason(row),
                continues(row),
                difference(row),
                cards,
                contents(row).size() > 1);
    }

    /// Of a save of several files, which of them are in question.
    private String difference(SaveRow row) {
        List<Version> contents =
                Stream.concat(Stream.ofNullable(row.local()), row.remote().stream())
                        .filter(version -> version.contentId() != null)
                        .toList();
        Map<Role, Set<ContentHash>> hashes = new TreeMap<>();
        for (Version content : contents)
            for (SaveFile file : content.files())
                hashes.computeIfAbsent(file.role(), role -> new HashSet<>()).add(file.hash());
        if (hashes.size() < 2) return "";
        Map<Role, Long> holders = new TreeMap<>();
        for (Version content : contents)
            for (SaveFile file : content.files()) holders.merge(file.role(), 1L, Long::sum);
        List<String> same = new ArrayList<>();
        List<String> other = new ArrayList<>();
        hashes.forEach((role, met) -> {
            Long held = holders.get(role);
            boolean all = held != null && held == contents.size();
            (met.size() == 1 && all ? same : other).add(role.value());
        });
        String differs = wording.text("conflict.differs", String.join(", ", other));
        return same.isEmpty()
                ? differs
                : differs + " " + wording.text("conflict.same", String.join(", ", same));
    }

    /// What stands in the storage and is not what lies here, each content once.
    private static List<Version> others(SaveRow row) {
        Version local = row.local();
        Set<ContentId> met = new HashSet<>();
        if (local != null && local.contentId() != null) met.add(local.contentId());
        return row.remote().stream()
                .filter(head -> head.contentId() == null || met.add(head.contentId()))
                .toList();
    }

    private static Set<ContentId> contents(SaveRow row) {
        Set<ContentId> contents = new HashSet<>();
        Version local = row.local();
        if (local != null && local.contentId() != null) contents.add(local.contentId());
        for (Version head : row.remote())
            if (head.contentId() != null) contents.add(head.contentId());
        return contents;
    }

    private Card here(SaveRow row) {
        Version local = row.local();
        String title = wording.text("card.here");
        if (local == null)
            return new Card(title, true, null, wording.text("card.nothingHere"), null, "", "");
        boolean readable = local.contentId() != null;
        return new Card(
                title,
                true,
                self.id().equals(local.device()) ? facts(local).withoutDevice() : facts(local),
                readable ? stored(row, local) : wording.text("side.unread"),
                readable ? new Answer.Here() : null,
                wording.text("card.keepHere"),
                because(row, Keep.LOCAL));
    }

    /// The same content may stand in the storage as well, so that losing it here loses nothing.
    private String stored(SaveRow row, Version local) {
        boolean there =
                row.remote().stream()
                        .anyMatch(head ->
                                head.contentId() != null
                                        && head.contentId().equals(local.contentId()));
        return there ? wording.text("card.stored") : "";
    }

    private Card there(SaveRow row, Version head, boolean only, boolean namesakes) {
        String device = device(head);
        String title = wording.text("card.there", device);
        RevisionId revision = head.revision();
        if (head.isDeletion())
            return new Card(
                    title,
                    false,
                    null,
                    wording.text("card.deleted", device, wording.ago(head.modified())),
                    revision == null ? null : new Answer.There(revision, true),
                    wording.text("card.keepDeleted"),
                    "");
        return new Card(
                title,
                false,
                facts(head).withoutDevice(),
                "",
                revision == null ? null : new Answer.There(revision, false),
                keep(head, namesakes),
                only ? because(row, Keep.REMOTE) : "");
    }

    private String keep(Version head, boolean namesakes) {
        if (!namesakes)
            return isNameless(head)
                    ? wording.text("card.keepOther")
                    : wording.text("card.keepThere", device(head));
        String exactly = wording.exact(head.modified());
        return isNameless(head)
                ? wording.text("card.keepOtherOf", exactly)
                : wording.text("card.keepThereOf", device(head), exactly);
    }

    private boolean isNameless(Version head) {
        return head.deviceName().isEmpty() && !self.id().equals(head.device());
    }

    private VersionFacts facts(Version version) {
        return VersionFacts.of(version, self, wording);
    }

    private String device(Version head) {
        if (self.id().equals(head.device())) return wording.text("card.ownEarlier");
        return wording.device(head.deviceName());
    }

    private String because(SaveRow row, Keep keep) {
        Suggestion suggestion = row.suggestion();
        return suggestion != null && suggestion.keep() == keep
                ? wording.sentences().because(suggestion)
                : "";
    }

    private String continues(SaveRow row) {
        @Nullable Version base = row.base();
        if (base == null || base.modified().toEpochMilli() == 0)
            return wording.text("conflict.continues.nothing");
        String device = VersionFacts.device(base, self, wording);
        return wording.text(
                base.deviceName().isEmpty() ? "conflict.continues.at" : "conflict.continues.of",
                wording.exact(base.modified()),
                device);
    }
}
