package chancery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the launcher does before any Java runs. */
class LauncherTest {
    private static final Path ROOT = root();

    @TempDir
    Path folder;

    record Ended(int status, String said) {}

    private static Path root() {
        var place = Path.of("").toAbsolutePath();
        while (!Files.exists(place.resolve("modules.tsv"))) {
            place = java.util.Objects.requireNonNull(place.getParent());
        }
        return place;
    }

    private Ended launcher(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("bash", ROOT.resolve("chancery").toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** Runs shell code with the launcher's parts at hand. */
    private Ended shell(String code) throws Exception {
        return run(shellCommand(code));
    }

    private static List<String> shellCommand(String code) {
        var parts = "ROOT=" + ROOT + "; LAUNCHER=$ROOT/app/cli/launcher; TARGET=$ROOT/app/cli/target;"
                + " . $LAUNCHER/say.sh; . $LAUNCHER/jdk.sh; . $LAUNCHER/build.sh; . $LAUNCHER/test.sh;";
        return List.of("bash", "-c", parts + code);
    }

    private Ended run(List<String> command) throws Exception {
        var output = folder.resolve("output").toFile();
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(output.toPath()));
    }

    @Test
    void withoutACommandItHelps() throws Exception {
        assertThat(launcher().said()).contains("./chancery demo", "./chancery serve", "./chancery test");
        assertThat(launcher().status()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"dmeo,demo", "serv,serve", "tset,test", "adnim,admin", "conf,config"})
    void mistypedCommandIsAnsweredWithTheNearest(String typed, String meant) throws Exception {
        var ended = launcher(typed);
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.said()).contains("there is no command '" + typed + "'; did you mean " + meant + "?");
    }

    @Test
    void whatIsFarFromEverythingIsNotGuessed() throws Exception {
        assertThat(launcher("zzzzzzzz").said()).contains("no command").doesNotContain("did you mean");
    }

    @Test
    void withoutAJdkItSaysHowToGetOneInOneLine() throws Exception {
        var ended = shell("WANTED_JDK=99; require_jdk");
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.said().strip().lines()).hasSize(1);
        assertThat(ended.said()).contains("JDK 99 or newer", "apt-get install");
    }

    @Test
    void findsAJdkThatIsNotTheDefault() throws Exception {
        var fake = Files.createDirectories(folder.resolve("old/bin"));
        for (var program : List.of("java", "javac")) {
            Files.writeString(fake.resolve(program), "#!/bin/sh\n").toFile().setExecutable(true);
        }
        Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"17.0.1\"\n");
        var ended = shell("JAVA_HOME=" + folder.resolve("old") + "; find_jdk && jdk_version $JDK");
        assertThat(ended.status()).as(ended.said()).isZero();
        assertThat(Integer.parseInt(ended.said().strip().replaceAll("\\..*", "")))
                .isGreaterThanOrEqualTo(25);
    }

    @Test
    void needsNoHomeAndNoLanguage() throws Exception {
        var ended = shell("unset HOME; set -u; find_jdk && echo found");
        assertThat(ended.said().strip()).isEqualTo("found");
        var language = Files.readString(ROOT.resolve("chancery"))
                        .lines()
                        .dropWhile(line -> !line.startsWith("use_unicode()"))
                        .takeWhile(line -> !line.equals("}"))
                        .collect(java.util.stream.Collectors.joining("\n"))
                + "\n}\n";
        for (var set : List.of("LC_ALL=C", "LC_ALL= LANG=", "LC_ALL= LC_CTYPE=POSIX")) {
            assertThat(shell(language + "unset LC_ALL LC_CTYPE LANG; " + set.replace(" ", "; ")
                                    + "; use_unicode; echo $LC_ALL")
                            .said()
                            .strip())
                    .as(set)
                    .isEqualTo("C.UTF-8");
        }
        assertThat(shell(language + "LC_ALL=de_DE.UTF-8; use_unicode; echo $LC_ALL")
                        .said()
                        .strip())
                .endsWith("de_DE.UTF-8");
    }

    @Test
    void anotherUsersTreeIsNamedInOneLine() throws Exception {
        var target = Files.createDirectories(folder.resolve("app/cli/target"));
        assertThat(Files.createDirectories(folder.resolve("target"))).isDirectory();
        assertThat(target.toFile().setWritable(false)).isTrue();
        var command = new ArrayList<>(shellCommand("ROOT=" + folder + "; TARGET=" + target + "; require_own_tree"));
        if (Files.isWritable(target)) {
            // root may write everywhere, unless without its capabilities
            command.addAll(0, List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"));
        }
        var ended = run(command);
        assertThat(target.toFile().setWritable(true)).isTrue();
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.said().strip().lines()).hasSize(1);
        assertThat(ended.said()).contains("may not write " + target);
    }

    @Test
    void unknownModuleIsAnsweredWithTheNearest() throws Exception {
        var ended = shell("require_module confg");
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.said()).contains("there is no module 'confg'; did you mean config?");
        assertThat(shell("require_module config; echo $MODULE").said().strip()).isEqualTo("base/config");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tortrue | nothing to measure is named 'tortrue'; did you mean torture?",
                "--all | bench protocol knows no '--all'",
                "torture | left out: MimeTorture, whose mails (mime-mime4j) are not in"
            })
    void whatCannotBeMeasuredIsSaidBeforeAnythingIsBuilt(String word, String said) throws Exception {
        var ended = shell("CHANCERY_CORPORA=" + folder + "; . $LAUNCHER/speed.sh; run_speed " + word);
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.said()).contains(said).doesNotContain("building");
    }

    private Ended fuzz(String maven) throws Exception {
        var stand = Files.writeString(folder.resolve("maven"), "#!/bin/sh\n" + maven);
        assertThat(stand.toFile().setExecutable(true)).isTrue();
        return shell("ROOT=" + folder + "; CHANCERY_MAVEN=" + stand + "; . $LAUNCHER/fuzz.sh; ENDED_AFTER=1;"
                + " mkdir -p $ROOT/target/fuzz; find_jdk; require_maven; LEFT='1 of 1';"
                + " fuzz_one Thing base/thing a/src/test/java/ThingFuzzTest.java 1");
    }

    @Test
    void hungInputEndsTheFuzzTargetAndIsSaid() throws Exception {
        var ended = fuzz("""
                case "$*" in *-Djunit.jupiter.execution.timeout.default=20s*) ;; *) exit 0 ;; esac
                echo "#2 INITED cov: 12 ft: 3"
                echo "Test unit written to seeds/timeout-1234"
                echo "==7== ERROR: libFuzzer: timeout after 21 seconds"
                exit 1
                """);
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.said()).contains("FOUND", "an input hung for 21 s", "seeds/timeout-1234");
    }

    @Test
    void fuzzerThatHangsItselfIsEnded() throws Exception {
        var ended =
                fuzz("cp \"$(command -v sleep)\" " + folder.resolve("java") + """

                echo "#2 INITED cov: 12 ft: 3"
                %s 1000
                """.formatted(folder.resolve("java")));
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.said()).contains("FOUND", "an input hung, and the fuzzer with it");
    }

    @Test
    void testsCompileAgainWhatAStartCompiledWithoutChecks() throws Exception {
        var stand = Files.writeString(
                folder.resolve("maven"), "#!/bin/sh\n[ ! -e \"$UNDER_TEST\" ] || echo compiled before\n");
        assertThat(stand.toFile().setExecutable(true)).isTrue();
        var compiled = Files.createDirectories(folder.resolve("base/mail/target/classes"));
        var status = Files.createDirectories(folder.resolve("base/mail/target/maven-status"));
        var prepare = "ROOT=" + folder + "; . $LAUNCHER/build.sh; . $LAUNCHER/test.sh; TOOLS=; mkdir -p $ROOT/target;"
                + " CHANCERY_MAVEN=" + stand + "; export UNDER_TEST=" + compiled + "; ";
        var untouched = shell(prepare + "run_tests; cat $TEST_LOG");
        assertThat(untouched.said())
                .as("nothing was started: nothing is compiled again")
                .contains("compiled before");
        var again = shell(prepare + "find_jdk; require_maven; package app/cli && run_tests; cat $TEST_LOG");
        assertThat(again.status()).as(again.said()).isZero();
        assertThat(again.said()).contains("0 failed").doesNotContain("compiled before");
        assertThat(status).doesNotExist();
        assertThat(folder.resolve("target/unchecked")).doesNotExist();
    }

    @Test
    void addsUpTheReports() throws Exception {
        var reports = Files.createDirectories(folder.resolve("a/target/surefire-reports"));
        Files.writeString(
                reports.resolve("TEST-A.xml"),
                "<?xml?>\n<testsuite name=\"A\" time=\"1\" tests=\"10\" errors=\"1\" skipped=\"2\" failures=\"3\">\n",
                StandardCharsets.UTF_8);
        Files.writeString(
                reports.resolve("TEST-B.xml"), "<testsuite tests=\"5\" errors=\"0\" skipped=\"0\" failures=\"0\">\n");
        var marker = Files.writeString(folder.resolve("marker"), "");
        assertThat(marker.toFile().setLastModified(1_000_000L)).isTrue();
        assertThat(shell("ROOT=" + folder + "; count_tests " + marker).said().strip())
                .isEqualTo("9 4 2");
    }
}
