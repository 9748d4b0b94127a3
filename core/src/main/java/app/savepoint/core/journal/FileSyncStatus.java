package app.savepoint.core.journal;

/// How far the sending or the deletion of a save got.
public enum FileSyncStatus {
    UPLOAD_PENDING("UploadPending"),
    UPLOAD_IN_PROGRESS("UploadInProgress"),
    UPLOAD_COMPLETED("UploadCompleted"),
    UPLOAD_FAILED("UploadFailed"),
    DELETION_PENDING("DeletionPending"),
    DELETION_IN_PROGRESS("DeletionInProgress"),
    DELETION_COMPLETED("DeletionCompleted"),
    DELETION_FAILED("DeletionFailed");

    private final String word;

    FileSyncStatus(String word) {
        this.word = word;
    }

    /// The word in the database.
    public String word() {
        return word;
    }

    /// The status for a word, or an [IllegalArgumentException].
    public static FileSyncStatus ofWord(String word) {
        for (FileSyncStatus status : values()) if (status.word.equals(word)) return status;
        throw new IllegalArgumentException("no status of a file: " + word);
    }
}
