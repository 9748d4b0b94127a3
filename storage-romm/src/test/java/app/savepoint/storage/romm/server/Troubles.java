package app.savepoint.storage.romm.server;

import java.time.Duration;

/// Answers that come from something else than RomM in good health.
public final class Troubles {
    private Troubles() {}

    /// Too often, with the wait that is asked for.
    public static Answer tooMany(Duration wait) {
        return Answer.detail(Status.TOO_MANY, "Too many requests. Try again later.")
                .with("Retry-After", String.valueOf(wait.toSeconds()));
    }

    /// A proxy whose server does not answer.
    public static Answer badGateway() {
        return page(502, "502 Bad Gateway");
    }

    /// A proxy that waited too long.
    public static Answer gatewayTimeout() {
        return page(504, "504 Gateway Time-out");
    }

    /// A proxy with a lower limit than RomM's.
    public static Answer proxyTooLarge() {
        return page(Status.TOO_LARGE, "413 Request Entity Too Large");
    }

    /// RomM's own refusal of a body that is too large.
    public static Answer tooLarge(long limit) {
        return Answer.detail(
                Status.TOO_LARGE,
                "Request body exceeds the maximum allowed size of " + limit + " bytes");
    }

    /// What RomM did not catch, as where it may not write its own storage.
    public static Answer broken() {
        return Answer.broken();
    }

    /// A portal that sends to its login page.
    public static Answer redirectToLogin() {
        return Answer.empty(302).with("Location", "https://login.example.invalid/?next=romm");
    }

    /// A portal that answers everything with its own page.
    public static Answer portal() {
        return page(Status.OK, "Sign in to continue");
    }

    private static Answer page(int status, String title) {
        return Answer.html(
                status,
                "<html><head><title>"
                        + title
                        + "</title></head><body><h1>"
                        + title
                        + "</h1></body></html>\n");
    }
}
