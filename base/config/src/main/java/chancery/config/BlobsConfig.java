package chancery.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The blobs section. */
public record BlobsConfig(
        @Key(text = "Kind of store.", preset = "folder") Kind kind,

        @Key(text = "Folder of the folder store; empty: blobs in the data folder.")
        Optional<Path> folder,

        @Key(text = "The S3 store.") S3Config s3) {

    /** What holds the blobs. */
    public enum Kind {
        FOLDER,
        S3
    }

    /** An S3-compatible object store. */
    public record S3Config(
            @Key(text = "Address of the service, for example https://s3.example.org; empty: Amazon's for the region.")
            Optional<URI> endpoint,

            @Key(text = "Bucket; it must exist.") String bucket,

            @Key(text = "Region.", preset = "us-east-1") String region,

            @Key(text = "File with the access key's name.") Optional<SecretFile> accessKeyFile,

            @Key(text = "File with the access key's secret.")
            Optional<SecretFile> secretKeyFile) {}

    public BlobsConfig {
        if (kind == Kind.S3 && s3.bucket().isEmpty()) {
            throw new IllegalArgumentException("kind s3 needs s3.bucket");
        }
    }
}
