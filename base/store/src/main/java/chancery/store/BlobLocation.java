package chancery.store;

import java.nio.file.Path;

/** Where bodies too large for a row lie. They are encrypted before they get there. */
public sealed interface BlobLocation {
    /** A folder of this machine, or one that all nodes mount. */
    record Folder(Path folder) implements BlobLocation {}

    /**
     * A bucket of an S3-compatible object store, addressed path-style.
     *
     * @param endpoint for example {@code https://s3.eu-central-1.amazonaws.com}
     * @param prefix put before each object's name, may be empty
     * @param credentialsFile mode 0600, two lines: access key id, secret access key
     */
    record Bucket(String endpoint, String region, String bucket, String prefix, Path credentialsFile)
            implements BlobLocation {}
}
