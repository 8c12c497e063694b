package chancery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.config.ConfigLoader;
import chancery.config.ServerConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
                "inspect --josn x | inspect has no option --josn | did you mean --json?",
                "keygen --email a@b.c --out k --emial=x | keygen has no option --emial | did you mean --email?",
                "admin tenant lsit | admin tenant has no command 'lsit' | did you mean list?",
                "serve --hlep | serve has no option --hlep | did you mean --help?",
                "admin audit list | admin audit has no command 'list'; it has verify | --help says more",
                "admin tenant ad | admin tenant has no command 'ad' | did you mean add?",
                "admin tenant create x | admin tenant has no command 'create' | did you mean add?",
                "admin domain edit x | admin domain has no command 'edit' | did you mean change?",
                "admin tenant edit x | admin tenant has no command 'edit' | --help says more",
                "admin account rm x | admin account has no command 'rm' | did you mean remove?",
                "admin tenant add a b | is not NAME=VALUE | --help names the fields",
                "admin domain change a.example b | is not NAME=VALUE | --help names the fields",
                "admin domain change a.example | nothing to send | change clinic.example mail-server=",
                "admin route add | admin route has no command 'add'; it has list | --help",
                "admin tenant --data x list | admin tenant has no option --data | admin tenant list --data",
                "version x y | has no command 'version' | --help"
            })
    void whatIsNotKnownIsNamedWithWhatIs(String typed, String said, String more) {
        assertThat(run(typed.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(said, more);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keygen --email a@b.example --out k --years x | --years is a whole number, not 'x'",
                "bench relay --sizes 4,big | --sizes is a whole number, not 'big'",
                "admin tenant list --url 127.0.0.1:1 | --url is an address like https://",
                "check domain a.example --dnssec nope | --dnssec is validate or trust-server or off, not 'nope'",
                "bench relay --rounds 0 | --rounds, --sessions and --mails are at least 1",
                "bench queue --mails -1 | --backlog, --rounds, --sessions and --mails are at least 1",
                "admin policy publish clinic one | VERSION is a whole number, not 'one'",
                "admin tenant list --url https://nosuch.invalid --token-file secret | nosuch.invalid of --url is not known",
                "admin tenant list --token-file . | . is a folder; name the file in it",
                "admin tenant list --token-file secret --ca none.pem | none.pem does not exist",
                "explain --from a@b.example --to c@d.example none.eml | none.eml does not exist",
                "explain --from a@b.example --to c@d.example . | . is a folder",
                "admin policy add tenant=clinic --file junk | junk is no text in UTF-8"
            })
    void whatIsWrongIsSaidWithoutTheWordsOfThePlatform(String typed, String said) throws Exception {
        var secret = Files.writeString(folder.resolve("secret"), "token\n");
        assertThat(secret.toFile().setReadable(false, false) && secret.toFile().setReadable(true, true))
                .isTrue();
        Files.write(folder.resolve("junk"), new byte[] {(byte) 0xff, 1});
        assertThat(run(typed.replaceAll("\\b(secret|junk)$|\\bsecret\\b", folder + "/$0")
                        .split(" ")))
                .isEqualTo(2);
        assertThat(err.toString()).contains(said).doesNotContain("Exception", "java.");
    }

    @Test
    void tooLargeForTheMemoryIsASentence() {
        var commands = Chancery.commandLine().setErr(new PrintWriter(err, true)).setExecutionStrategy(_ -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertThat(Chancery.execute(commands, "config")).isEqualTo(1);
        assertThat(err.toString()).contains("CHANCERY_HEAP").doesNotContain("Exception", "\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "No space left on device | 1 | chancery: the output could not be written: No space left on device",
                "Broken pipe | 141 | ''"
            })
    void lostOutputIsNoSuccess(String trouble, int status, String said) {
        var output = new StandardOutput(new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException(trouble);
            }
        });
        var writer = output.writer();
        writer.println("a result");
        assertThat(output.settle(0, new PrintWriter(err, true))).isEqualTo(status);
        assertThat(err.toString().strip()).isEqualTo(said);
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
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tenant add | name +needed; Short word | chancery admin tenant add name=clinic",
                "domain add | mail-server +needed; host:port | chancery admin domain add tenant=clinic",
                "domain add | portal-name +Whose portal | chancery admin domain add tenant=clinic",
                "domain change | notice-sender +Whom notices | chancery admin domain change clinic.example",
                "account add | role +user or administrator; user when | chancery admin account add address=",
                "account change | password +needed; 8 to 1000 | chancery admin account change ada@",
                "relay-host add | network +needed; An address | chancery admin relay-host add tenant=",
                "policy add | note +Why | chancery admin policy add tenant=clinic --file",
                "token add | name +needed; What it is for | chancery admin token add"
            })
    void helpNamesTheFields(String command, String field, String example) {
        assertThat(run(("admin " + command + " --help").split(" "))).isZero();
        assertThat(out.toString()).containsPattern("\\n  " + field).contains("For example: " + example);
    }

    @Test
    void lonelyWordIsTheNameOfWhatIsAdded() {
        assertThat(Fields.body(Optional.empty(), List.of("clinic.example", "mail-server=h:25"), "domain", "")
                        .toString())
                .isEqualTo("{\"domain\":\"clinic.example\",\"mailServer\":\"h:25\"}");
        assertThatThrownBy(() -> Fields.body(Optional.empty(), List.of("domain=a.example", "b.example"), "domain", ""))
                .hasMessageContaining("'b.example' is not NAME=VALUE");
    }
}
