/// The window: opens, puts the rooms together, and keeps light and dark. Start at [DesktopApp] and
/// [MainWindow].
@NullMarked
package app.savepoint.app.ui;

import org.jspecify.annotations.NullMarked;
