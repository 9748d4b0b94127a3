/// How this device is set up: its storage and what that can do, how often it is asked for news, the
/// rules. Start at [SettingsViewModel] and [SettingsView].
@NullMarked
package app.savepoint.app.settings;

import org.jspecify.annotations.NullMarked;
