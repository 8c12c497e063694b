package chancery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path place;

    @Test
    void isMadeForItsOwnerAlone() throws Exception {
        var made = DataFolder.prepare(place.resolve("a/b"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        assertThat(DataFolder.prepare(made)).isEqualTo(made);
    }

    @Test
    void aFileIsNoFolder() throws Exception {
        var file = Files.writeString(place.resolve("x"), "");
        assertThatThrownBy(() -> DataFolder.prepare(file)).hasMessageContaining("is a file");
        assertThatThrownBy(() -> DataFolder.prepare(file.resolve("below"))).hasMessageContaining("cannot be made");
        var nowhere = Path.of("/proc/chancery");
        assertThatThrownBy(() -> DataFolder.prepare(nowhere))
                .hasMessageContaining("cannot be made")
                .hasMessageNotContaining(": " + nowhere);
    }
}
