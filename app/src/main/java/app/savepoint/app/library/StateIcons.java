package app.savepoint.app.library;

import app.savepoint.core.save.Availability;
import org.kordamp.ikonli.feather.Feather;

/// The icon of each state, so that it can be told without colour.
final class StateIcons {
    private StateIcons() {}

    static Feather of(SaveState state) {
        return switch (state) {
            case CONFLICT -> Feather.GIT_BRANCH;
            case FIRST_MEETING -> Feather.USERS;
            case TIMESTAMP_CONFLICT -> Feather.ROTATE_CCW;
            case BLANK -> Feather.ALERT_CIRCLE;
            case ROOT_CHANGED -> Feather.FOLDER_MINUS;
            case ERROR -> Feather.ALERT_TRIANGLE;
            case WAITING -> Feather.CLOCK;
            case MOVING -> Feather.REFRESH_CW;
            case TO_PUSH -> Feather.ARROW_UP;
            case TO_PULL -> Feather.ARROW_DOWN;
            case TO_DELETE_HERE, TO_DELETE_THERE -> Feather.TRASH_2;
            case ONLY_HERE -> Feather.ALERT_CIRCLE;
            case SYSTEM_UNKNOWN -> Feather.HELP_CIRCLE;
            case LEFT_ALONE -> Feather.MINUS_CIRCLE;
            case STAYS_IN_STORAGE -> Feather.CLOUD;
            case IN_SYNC -> Feather.CHECK;
            case GONE -> Feather.SLASH;
        };
    }

    static Feather of(Availability availability) {
        return switch (availability) {
            case LOCAL_ONLY -> Feather.HARD_DRIVE;
            case CLOUD_ONLY -> Feather.CLOUD;
            case SYNCHRONIZED -> Feather.LINK_2;
            case NOT_AVAILABLE -> Feather.SLASH;
        };
    }

    static Feather of(Headline headline) {
        return switch (headline) {
            case Headline.Checking _ -> Feather.SEARCH;
            case Headline.Nothing _ -> Feather.INBOX;
            case Headline.AllSafe _ -> Feather.SHIELD;
            case Headline.Syncing _ -> Feather.REFRESH_CW;
            case Headline.Waiting _ -> Feather.CLOCK;
            case Headline.NeedsYou _ -> Feather.ALERT_CIRCLE;
            case Headline.Offline _ -> Feather.CLOUD_OFF;
        };
    }
}
