package chancery.smime;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * GnuPG's gpgsm as it is installed, with a home of its own that nobody else uses. A test that needs it is skipped where it
 * is not, and fails there under CI=true. To close it ends the agents of that home.
 */
final class Gpgsm implements AutoCloseable {
    static final String PASSPHRASE = "nss";

    private final Path folder;
    private final Path home;
    private final String time;

    /** What it said on both channels, and whether it was content. */
    record Answer(boolean ok, String text) {}

    /**
     * @param folder where it may write, and where its files lie
     * @param authorities those that are trusted
     * @param at the time it is made to believe
     */
    Gpgsm(Path folder, List<Certificate> authorities, Instant at) throws Exception {
        boolean there = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "gpgsm")));
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("gpgsm is missing");
        }
        assumeTrue(there, "gpgsm is not installed");
        this.folder = folder;
        this.time = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss")
                .withZone(ZoneOffset.UTC)
                .format(at);
        this.home = Files.createDirectory(
                folder.resolve("home"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(home.resolve("gpgsm.conf"), "disable-crl-checks\ndisable-dirmngr\ndisable-policy-checks\n");
        Files.writeString(home.resolve("gpg-agent.conf"), "allow-loopback-pinentry\n");
        var trusted = new StringBuilder();
        for (Certificate authority : authorities) {
            byte[] print = MessageDigest.getInstance("SHA-1").digest(authority.der());
            trusted.append(HexFormat.of().withUpperCase().formatHex(print)).append(" S relax\n");
        }
        Files.writeString(home.resolve("trustlist.txt"), trusted);
        for (Certificate authority : authorities) {
            Files.write(folder.resolve("authority"), authority.der());
            if (!ask("--import", "authority").ok()) {
                close();
                throw new IllegalStateException("gpgsm does not take " + authority.subject());
            }
        }
    }

    @Override
    public void close() throws IOException {
        run(List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"));
    }

    Answer ask(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("gpgsm", "--batch", "--yes", "--pinentry-mode", "loopback"));
        command.addAll(List.of("--passphrase-fd", "0", "--status-fd", "1", "--faked-system-time", time));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /**
     * Takes a key store. Version 2.2 reads only old encryptions of PKCS #12, and those not with every salt, so OpenSSL writes
     * it until it can be read.
     *
     * @param pem key and certificate
     */
    void importKey(OpenSsl openSsl, String pem) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("pkcs12", "-export", "-in", pem, "-out", "store.p12", "-macalg", "sha1"));
        command.addAll(List.of("-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES"));
        command.addAll(List.of("-passout", "pass:" + PASSPHRASE));
        for (int attempt = 0; attempt < 8; attempt++) {
            var written = openSsl.ask(command);
            if (!written.ok()) {
                throw new IllegalStateException(written.complaint());
            }
            if (ask("--import", "store.p12").ok()) {
                return;
            }
        }
        throw new IllegalStateException("gpgsm does not take the key in " + pem);
    }

    private Answer run(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("GNUPGHOME", home.toString());
        builder.environment().put("LC_ALL", "C");
        var process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write((PASSPHRASE + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // it was over before it wanted one
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.onExit().join().exitValue() == 0, said);
    }
}
