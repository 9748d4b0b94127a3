package app.savepoint.app.setup;

import app.savepoint.app.setup.BucketViewModel.Field;
import java.util.Set;

/// Who holds a bucket, and so what has to be known to reach it.
///
/// Sources of the addresses: Backblaze, *S3-Compatible API*; Cloudflare, *R2: S3 API*; Wasabi,
/// *Service URLs*.
@SuppressWarnings("ImmutableEnumChecker") // sets of Set.of never change
public enum BucketPreset {
    AWS("Amazon S3", "", "", Field.REGION),
    BACKBLAZE("Backblaze B2", "https://s3.{region}.backblazeb2.com", "", Field.REGION),
    CLOUDFLARE(
            "Cloudflare R2", "https://{account}.r2.cloudflarestorage.com", "auto", Field.ACCOUNT),
    WASABI("Wasabi", "https://s3.{region}.wasabisys.com", "", Field.REGION),
    MINIO("MinIO", "{server}", "", Field.SERVER),
    GARAGE("Garage", "{server}", "garage", Field.SERVER, Field.REGION),
    CEPH("Ceph", "{server}", "", Field.SERVER),
    /// Any other server that speaks the language; its name is said in the person's own.
    OTHER("", "{server}", "", Field.SERVER, Field.REGION);

    private final String brand;
    private final String endpoint;
    private final String region;
    private final Set<Field> asks;

    BucketPreset(String brand, String endpoint, String region, Field... asks) {
        this.brand = brand;
        this.endpoint = endpoint;
        this.region = region;
        this.asks = Set.of(asks);
    }

    /// What it calls itself; empty for no one in particular.
    public String brand() {
        return brand;
    }

    /// Whether this has to be, or can be, said.
    public boolean asks(Field field) {
        return switch (field) {
            case REGION, ACCOUNT, SERVER -> asks.contains(field);
            case BUCKET, PREFIX, ACCESS_KEY, SECRET_KEY -> true;
        };
    }

    /// Whether it can not be reached without.
    boolean needs(Field field) {
        return switch (field) {
            case REGION -> asks.contains(field) && !asks.contains(Field.SERVER);
            case ACCOUNT, SERVER -> asks.contains(field);
            case BUCKET -> true;
            case PREFIX, ACCESS_KEY, SECRET_KEY -> false;
        };
    }

    /// The server; empty for AWS's own.
    String endpoint(String typedRegion, String account, String server) {
        return endpoint.replace("{region}", typedRegion)
                .replace("{account}", account)
                .replace("{server}", server);
    }

    /// The region where nothing is typed.
    String region() {
        return region;
    }
}
