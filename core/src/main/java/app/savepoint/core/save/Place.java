package app.savepoint.core.save;

import java.util.Comparator;

/// Where a save lies on this device. A save may have several places.
///
/// @param root the number of the root in this home
/// @param path the path of the save's main file, or of its folder, below the root, with `/` between
///   names
public record Place(long root, String path) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::root).thenComparing(Place::path);

    public Place {
        for (String part : path.split("/", -1)) SafeText.requireName("path", part);
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
