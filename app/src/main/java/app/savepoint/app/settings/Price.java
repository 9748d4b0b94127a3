package app.savepoint.app.settings;

import app.savepoint.core.Rhythm;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/// What asking a bucket for news takes in a month.
///
/// @param requests listings, rounded to thousands
/// @param dollars what AWS asks for them at most, rounded up to cents
record Price(long requests, BigDecimal dollars) {
    private static final Duration MONTH = Duration.ofDays(30);

    /// Of a listing in most regions, as of 2026 (<https://aws.amazon.com/s3/pricing/>).
    private static final BigDecimal LISTING = new BigDecimal("0.000005");

    private static final int THOUSAND = 1000;

    static Price of(Rhythm rhythm) {
        long requests = MONTH.dividedBy(rhythm.every());
        return new Price(
                Math.round(requests / (double) THOUSAND) * THOUSAND,
                LISTING.multiply(BigDecimal.valueOf(requests)).setScale(2, RoundingMode.UP));
    }
}
