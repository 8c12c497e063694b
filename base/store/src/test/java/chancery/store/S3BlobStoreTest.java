package chancery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.store.spi.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real S3 client against a small stand-in, or against the server that the environment names in
 * {@code CHANCERY_S3_ENDPOINT} (with the bucket {@code chancery} and the credentials {@code key}, {@code secret}).
 */
class S3BlobStoreTest extends BlobStoreContract {
    @TempDir
    Path folder;

    private final StandInS3 standIn = new StandInS3();
    private BlobStore store;

    @BeforeEach
    void connect() throws IOException {
        Path credentials = folder.resolve("credentials");
        Files.writeString(credentials, "key\nsecret\n");
        String endpoint =
                Optional.ofNullable(System.getenv("CHANCERY_S3_ENDPOINT")).orElse(standIn.endpoint());
        store = new S3BlobStore(new BlobLocation.Bucket(endpoint, "eu-central-1", "chancery", "bodies/", credentials));
    }

    @AfterEach
    void disconnect() {
        store.close();
        standIn.close();
    }

    @Override
    protected BlobStore store() {
        return store;
    }

    @Test
    void storeThatIsGoneIsAnErrorAndNotAnAbsentBlob() {
        standIn.close();
        if (System.getenv("CHANCERY_S3_ENDPOINT") == null) {
            assertThatThrownBy(() -> store.open("a/b"))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void abandonedPartsAreGivenBack() throws IOException {
        BlobStore.BlobWriter writer = store.create("a/b");
        writer.write(new byte[9 << 20]);
        writer.abort();
        assertThat(standIn.openUploads()).isZero();
    }
}
