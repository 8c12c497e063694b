package chancery.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A config file that somebody broke: a config, or problems with a place; never a stack trace. */
class ConfigLoaderFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void yaml(byte[] input) {
        var text = new String(input, StandardCharsets.UTF_8);
        switch (ConfigLoader.parse(ServerConfig.class, "chancery.yaml", text, Path.of("."))) {
            case Loaded.Ready<ServerConfig>(var config) ->
                assertThat(config.hostname()).isNotNull();
            case Loaded.Refused<ServerConfig>(var problems) ->
                assertThat(problems).isNotEmpty();
        }
    }
}
