package app.savepoint.storage.romm.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;

/// Whatever the server draws by lot, drawn from a seed; a test may say beforehand what comes next.
final class Ids {
    private static final String ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    private static final int CODE_LENGTH = 8;
    private static final int SECRET_BYTES = 32;

    private final Random random;
    private final Deque<String> devices = new ArrayDeque<>();
    private final Deque<String> codes = new ArrayDeque<>();
    private final Deque<String> secrets = new ArrayDeque<>();

    Ids(long seed) {
        this.random = new Random(seed);
    }

    /// The id of a device.
    String device() {
        String said = devices.poll();
        byte[] sixteen = new byte[16];
        random.nextBytes(sixteen);
        return said == null ? UUID.nameUUIDFromBytes(sixteen).toString() : said;
    }

    /// A code that a person types.
    String code() {
        String said = codes.poll();
        StringBuilder code = new StringBuilder();
        for (int at = 0; at < CODE_LENGTH; at++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return said == null ? code.toString() : said;
    }

    /// 64 hexadecimal digits.
    String secret() {
        String said = secrets.poll();
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return said == null ? HexFormat.of().formatHex(bytes) : said;
    }

    void nextDevice(String id) {
        devices.add(id);
    }

    void nextCode(String code) {
        codes.add(code);
    }

    void nextSecret(String secret) {
        secrets.add(secret);
    }
}
