package app.savepoint.core.save;

import org.jspecify.annotations.Nullable;

/// Where a save lies on this device. A save may have several places.
///
/// @param root the number of the root in this home
/// @param path the path of the save's main file, or of its folder, below the root, with `/` between
///   names
public record Place(long root, String path) implements Comparable<Place> {
    public Place {
        for (String part : path.split("/", -1)) SafeText.requireName("path", part);
    }

    // Written out for the same reason as those of SaveId
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Place that && root == that.root && path.equals(that.path);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(root) * 31 + path.hashCode();
    }

    @Override
    public int compareTo(Place other) {
        int order = Long.compare(root, other.root);
        return order == 0 ? path.compareTo(other.path) : order;
    }
}
