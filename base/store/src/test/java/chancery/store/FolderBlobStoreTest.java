package chancery.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.store.spi.BlobStore;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderBlobStoreTest extends BlobStoreContract {
    @TempDir
    Path folder;

    @Override
    protected BlobStore store() {
        try {
            return new FolderBlobStore(folder);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nameThatLeavesTheFolderIsRefused() {
        assertThatThrownBy(() -> store().open("../../etc/passwd")).isInstanceOf(IOException.class);
    }
}
