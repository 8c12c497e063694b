package chancery.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ManualWriterTest {
    @Test
    void printedFileLoadsBackToTheDefaults() {
        var manual = ManualWriter.write(ServerConfig.class);
        var loaded = ConfigLoader.parse(
                ServerConfig.class, "manual", manual, Path.of("").toAbsolutePath());
        assertThat(loaded.orThrow()).isEqualTo(ConfigLoader.defaults(ServerConfig.class));
    }

    @Test
    void everyKeyHasAManualText() {
        var manual = ManualWriter.write(ServerConfig.class);
        assertThat(manual).contains("listeners:", "  mx: 2525", "  management: 127.0.0.1:9464", "# ");
        var lines = manual.lines().toList();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank() && !lines.get(i).stripLeading().startsWith("#")) {
                assertThat(lines.get(i - 1).stripLeading())
                        .as("above %s", lines.get(i))
                        .startsWith("#");
            }
        }
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
    }
}
