package app.savepoint.app;

import app.savepoint.core.journal.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Texts under names, for what a storage's place has to remember.
interface KeptTexts {
    Optional<String> get(String name);

    void put(String name, String text);

    /// Forgotten at the end, for a home that is not set up yet.
    static KeptTexts forNow() {
        Map<String, String> kept = new HashMap<>();
        return new KeptTexts() {
            @Override
            public Optional<String> get(String name) {
                return Optional.ofNullable(kept.get(name));
            }

            @Override
            public void put(String name, String text) {
                kept.put(name, text);
            }
        };
    }

    /// In a home's journal. No decision about saves may depend on them.
    static KeptTexts in(Settings settings) {
        return new KeptTexts() {
            @Override
            public Optional<String> get(String name) {
                return settings.get(name);
            }

            @Override
            public void put(String name, String text) {
                settings.putAside(name, text);
            }
        };
    }
}
