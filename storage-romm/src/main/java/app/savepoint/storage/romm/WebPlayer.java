package app.savepoint.storage.romm;

import app.savepoint.core.save.ContentId;
import app.savepoint.core.save.Revision;
import app.savepoint.core.save.SaveId;
import app.savepoint.core.save.Saying;
import app.savepoint.core.storage.RemoteTree.Notice;
import app.savepoint.core.storage.RemoteTree.Offer;
import app.savepoint.core.storage.server.ServerVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was played inside RomM's web page. It goes into no slot, so no other program goes on with
/// it by itself; a person is told of it where it is the latest, and may take it over.
final class WebPlayer {
    private WebPlayer() {}

    /// What a person should hear of.
    static List<Notice> offers(Shelf shelf) {
        List<Notice> offers = new ArrayList<>();
        Map<SaveId, ServerVersion> heads = shelf.heads();
        Slots slots = shelf.naming().slots();
        heads.entrySet().stream()
                .filter(entry -> entry.getKey().slot().equals(Slots.WEB_PLAYER))
                // Until it is known which slot is played any old save would count as news
                .filter(entry -> !slots.isOpen(entry.getValue().game()))
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(SaveId::toString)))
                .forEach(entry -> {
                    SaveId played = entry.getKey().inSlot(SaveId.MAIN_SLOT);
                    if (isNews(shelf, entry.getValue(), played, heads.get(played)))
                        offers.add(offer(entry.getKey(), entry.getValue()));
                });
        return offers;
    }

    /// Whether it is later than what the slot holds, and was never in there.
    private static boolean isNews(
            Shelf shelf, ServerVersion web, SaveId played, @Nullable ServerVersion head) {
        if (web.manifest() == null || web.blank()) return false;
        if (head != null && Shelf.BY_CHANGE.compare(head, web) > 0) return false;
        Optional<ContentId> content = Optional.of(web.manifest().contentId());
        return shelf.history(played).stream().map(Revision::contentId).noneMatch(content::equals);
    }

    private static Notice offer(SaveId save, ServerVersion web) {
        return new Notice(
                "romm.web-player",
                Saying.of("romm.web-player", save.game(), save, web.id().toString()),
                new Offer(save, web.id()));
    }
}
