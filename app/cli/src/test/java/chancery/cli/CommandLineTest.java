package chancery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.config.ConfigLoader;
import chancery.config.ServerConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Chancery.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void printedConfigIsTheDefault() {
        assertThat(run("config")).isZero();
        assertThat(ConfigLoader.parse(ServerConfig.class, "printed", out.toString(), folder)
                        .orThrow())
                .isEqualTo(ConfigLoader.defaults(ServerConfig.class));
    }

    @Test
    void configCheckNamesEveryProblem() throws Exception {
        var file = Files.writeString(folder.resolve("c.yaml"), "hostnam: x\nlimits: {parts: many}\n");
        assertThat(run("config", "--check", file.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("2 problems", "c.yaml:1:1: hostnam: is no key; did you mean hostname?", "c.yaml:2:17")
                .doesNotContain("Exception");
        assertThat(run("config", "--check", folder.resolve("none").toString())).isEqualTo(2);
    }

    @Test
    void mistypedCommandIsAnsweredWithTheNearest() {
        assertThat(run("admn")).isEqualTo(2);
        assertThat(err.toString()).contains("admn").contains("admin").doesNotContain("Exception");
        assertThat(run("admin", "tennant", "list")).isEqualTo(2);
        assertThat(err.toString()).contains("tenant");
        assertThat(run("admin")).isEqualTo(2);
        assertThat(err.toString()).contains("relay-host", "queue", "audit");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "demo --onec | demo has no option --onec | did you mean --once?",
                "serve --hlep | serve has no option --hlep | --data=DIR",
                "admin audit list | admin audit has no command 'list'; it has verify | --help says more",
                "admin tenant ad | admin tenant has no command 'ad' | did you mean add?",
                "admin route add | admin route has no command 'add'; it has list | --help",
                "admin tenant --data x list | admin tenant has no option --data | admin tenant list --data",
                "version x y | has no command 'version' | --help"
            })
    void whatIsNotKnownIsNamedWithWhatIs(String typed, String said, String more) {
        assertThat(run(typed.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(said, more);
    }

    @Test
    void oneIsNamedAloneOrByItsField() {
        assertThat(Resource.POLICY.path("tenant=clinic"))
                .isEqualTo(Resource.POLICY.path("clinic"))
                .isEqualTo("policies/clinic");
    }

    @Test
    void withoutATokenItSaysWhereTheTokenIs() {
        assertThat(run("admin", "tenant", "list", "--data", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("admin.token", "does not exist", "--token-file");
    }

    @Test
    void completionKnowsTheCommands() {
        assertThat(run("completion")).isZero();
        assertThat(out.toString()).contains("relay-host", "explain", "./chancery");
        assertThat(run("completion", "fish")).isEqualTo(2);
    }

    @Test
    void helpIsThereForEveryCommand() {
        for (var command : Chancery.commandLine().getSubcommands().keySet()) {
            assertThat(run(command, "--help")).as(command).isZero();
        }
        assertThat(run("admin", "domain", "add", "--help")).isZero();
        assertThat(out.toString()).contains("NAME=VALUE");
    }
}
