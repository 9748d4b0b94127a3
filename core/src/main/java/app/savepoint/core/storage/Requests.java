package app.savepoint.core.storage;

/// How many requests went to a storage, retries included.
public record Requests(long list, long get, long head, long put, long delete, long other) {
    public static final Requests NONE = new Requests(0, 0, 0, 0, 0, 0);

    /// All of them.
    public long total() {
        return list + get + head + put + delete + other;
    }

    /// Both together.
    public Requests plus(Requests more) {
        return new Requests(
                list + more.list,
                get + more.get,
                head + more.head,
                put + more.put,
                delete + more.delete,
                other + more.other);
    }

    /// What came since an earlier count.
    public Requests since(Requests earlier) {
        return new Requests(
                list - earlier.list,
                get - earlier.get,
                head - earlier.head,
                put - earlier.put,
                delete - earlier.delete,
                other - earlier.other);
    }
}
