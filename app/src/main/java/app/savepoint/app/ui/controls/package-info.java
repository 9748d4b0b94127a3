/// What every room draws with: icons, badges, tiles, cards, and what lies over the window for a
/// moment.
///
/// An icon never stands alone: it has a word beside it, or a tooltip and a text for screen readers.
@NullMarked
package app.savepoint.app.ui.controls;

import org.jspecify.annotations.NullMarked;
