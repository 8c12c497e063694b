package chancery.server;

import chancery.config.BlobsConfig.S3Config;
import chancery.config.SecretFile;
import chancery.store.BlobLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Puts the two secrets of an S3 store, which are configured apart, into the one file that the store reads. */
final class S3Credentials {
    private S3Credentials() {}

    static BlobLocation.Bucket bucket(S3Config s3, Path data) throws ServerStartException {
        Path file = data.resolve("keys").resolve("s3.credentials");
        try {
            Files.createDirectories(data.resolve("keys"));
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    file,
                    secret(s3.accessKeyFile(), "access-key-file") + "\n" + secret(s3.secretKeyFile(), "secret-key-file")
                            + "\n");
        } catch (IOException e) {
            throw new ServerStartException(file + " cannot be written: " + e.getMessage(), e);
        }
        String endpoint = s3.endpoint().map(Object::toString).orElse("https://s3." + s3.region() + ".amazonaws.com");
        return new BlobLocation.Bucket(endpoint, s3.region(), s3.bucket(), "", file);
    }

    private static String secret(Optional<SecretFile> file, String key) throws ServerStartException {
        if (file.isEmpty()) {
            throw new ServerStartException("blobs.s3." + key + " is missing; the S3 store needs it");
        }
        return file.get().read().reveal();
    }
}
