package chancery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiTrustTest {
    @TempDir
    Path folder;

    @Test
    void theDataFolderSaysWhatToTrust() throws Exception {
        assertThat(ApiClient.trustIn(folder)).isEqualTo(new ApiTrust.Public());
        var pinned = Files.writeString(folder.resolve("api.pem"), "none");
        assertThat(ApiClient.trustIn(folder)).isEqualTo(new ApiTrust.Exactly(pinned));
        assertThatThrownBy(() -> new ApiTrust.Exactly(pinned).context())
                .isInstanceOf(CliException.class)
                .hasMessageContaining("api.pem");
        assertThat(new ApiTrust.Public().context()).isEmpty();
    }

    @Test
    void aPinnedCertificateTrustsNoOther() {
        var pinned = new ApiTrust.Authorities(folder.resolve("none.pem"));
        assertThatThrownBy(pinned::context).isInstanceOf(CliException.class);
    }
}
