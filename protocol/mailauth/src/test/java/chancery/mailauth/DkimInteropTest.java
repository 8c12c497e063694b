package chancery.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.EmailAddress;
import chancery.mime.MimeSource;
import chancery.net.FakeDns;
import chancery.testkit.RealPeer;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The libraries that others wrote, as Debian installs them: python3-dkim and python3-spf. */
class DkimInteropTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PYTHON = "/usr/bin/python3";
    private static final String MESSAGE =
            "From: a@a.example\r\nTo: b@b.example\r\nTo: c@b.example\r\nSubject:  some\r\n"
                    + "\tfolded  subject\r\nDate: Thu, 01 Jan 2026 00:00:00 +0000\r\n\r\nText \t of  the mail\r\n\r\n.\r\n \r\n\r\n";

    private static final String VERIFY = """
            import dkim, sys
            record = open(sys.argv[2], 'rb').read()
            ok = dkim.verify(open(sys.argv[1], 'rb').read(), dnsfunc=lambda name, timeout=5: record)
            print('verdict', ok)
            """;

    private static final String SIGN = """
            import dkim, sys
            header, body = sys.argv[4].encode().split(b'/')
            signature = dkim.sign(open(sys.argv[1], 'rb').read(), b's', b'a.example', open(sys.argv[2], 'rb').read(),
                canonicalize=(header, body), signature_algorithm=sys.argv[5].encode())
            open(sys.argv[3], 'wb').write(signature)
            """;

    private static final String SPF = """
            import spf, sys
            zone = eval(open(sys.argv[1]).read())
            def lookup(name, qtype, tcpfallback=True, timeout=30):
                key = (name.lower().rstrip('.'), qtype)
                return [((name, qtype), [v.encode()] if qtype == 'TXT' else v) for v in zone.get(key, [])]
            spf.DNSLookup = lookup
            print('verdict', spf.check2(i=sys.argv[2], s=sys.argv[3], h='h.example')[0])
            """;

    @TempDir
    private Path folder;

    @BeforeAll
    static void isInstalled() {
        boolean there = Files.isExecutable(Path.of(PYTHON)) && runs("import dkim, nacl, spf");
        assertThat(there || !RealPeer.everyProgramIsExpected())
                .as("python3-dkim, python3-nacl and python3-spf must be installed where CI is set")
                .isTrue();
        Assumptions.assumeTrue(there, "python3-dkim, python3-nacl or python3-spf is not installed");
    }

    private static boolean runs(String program) {
        try (var peer = RealPeer.start(List.of(PYTHON, "-c", program))) {
            return peer.exitCode(PATIENCE) == 0;
        }
    }

    private static String output(String program, String... arguments) {
        var command = new ArrayList<>(List.of(PYTHON, "-c", program));
        command.addAll(List.of(arguments));
        try (var peer = RealPeer.start(command)) {
            assertThat(peer.exitCode(PATIENCE)).as(peer.output()).isZero();
            return peer.output();
        }
    }

    private String file(String name, byte[] octets) throws Exception {
        return Files.write(folder.resolve(name), octets).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "Ed25519"})
    void theyVerifyWhatWeSign(String algorithm) throws Exception {
        var pair = Tests.keyPair(algorithm);
        byte[] signed = Tests.signed(new DkimSigner("a.example", "s", pair.getPrivate()), Tests.ascii(MESSAGE));
        String record = file("record", Tests.ascii(Tests.record(pair)));
        assertThat(output(VERIFY, file("mail", signed), record)).contains("verdict True");
        byte[] changed = Tests.ascii(new String(signed, StandardCharsets.ISO_8859_1).replace("of  the", "of the new"));
        assertThat(output(VERIFY, file("changed", changed), record)).contains("verdict False");
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, relaxed/relaxed, rsa-sha256",
        "RSA, relaxed/simple, rsa-sha256",
        "RSA, simple/relaxed, rsa-sha256",
        "RSA, simple/simple, rsa-sha256",
        "Ed25519, relaxed/relaxed, ed25519-sha256",
        "Ed25519, simple/simple, ed25519-sha256",
    })
    void weVerifyWhatTheySign(String algorithm, String canonicalization, String word) throws Exception {
        var pair = Tests.keyPair(algorithm);
        byte[] encoded = pair.getPrivate().getEncoded();
        String key = algorithm.equals("RSA")
                ? "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                        + "\n-----END PRIVATE KEY-----\n"
                : Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        Path signature = folder.resolve("signature");
        output(
                SIGN,
                file("mail", Tests.ascii(MESSAGE)),
                file("key", Tests.ascii(key)),
                signature.toString(),
                canonicalization,
                word);
        var dns = new FakeDns();
        Tests.longTxt(dns, "s._domainkey.a.example", Tests.record(pair));
        byte[] signed = Tests.concat(Files.readAllBytes(signature), Tests.ascii(MESSAGE));
        var result = new DkimVerifier(dns, InstantSource.system())
                .verify(MimeSource.of(signed))
                .getFirst();
        assertThat(result.result()).as("%s", result).isEqualTo(ResultWord.PASS);
        assertThat(result.algorithm()).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, a@a.example",
        "198.51.100.7, a@a.example",
        "203.0.113.9, a@a.example",
        "2001:db8::5, a@a.example",
        "192.0.2.200, b@b.example",
        "192.0.2.1, b@b.example",
        "192.0.2.1, c@c.example",
        "192.0.2.1, d@d.example",
        "192.0.2.1, e@none.example",
    })
    void spfSaysTheSame(String client, String sender) throws Exception {
        String zone = """
                {('a.example', 'TXT'): ['v=spf1 ip4:192.0.2.0/25 ip6:2001:db8::/64 include:b.example mx -all'],
                 ('a.example', 'MX'): [(10, 'mx.a.example')], ('mx.a.example', 'A'): ['203.0.113.9'],
                 ('b.example', 'TXT'): ['v=spf1 exists:%{ir}.%{v}.x.%{d2} ~all'],
                 ('7.100.51.198.in-addr.x.b.example', 'A'): ['127.0.0.2'],
                 ('c.example', 'TXT'): ['v=spf1 redirect=c.example'],
                 ('d.example', 'TXT'): ['v=spf1 a:x..example ?all']}
                """;
        var dns = new FakeDns()
                .txt("a.example", "v=spf1 ip4:192.0.2.0/25 ip6:2001:db8::/64 include:b.example mx -all")
                .mx("a.example", 10, "mx.a.example")
                .address("mx.a.example", "203.0.113.9")
                .txt("b.example", "v=spf1 exists:%{ir}.%{v}.x.%{d2} ~all")
                .address("7.100.51.198.in-addr.x.b.example", "127.0.0.2")
                .txt("c.example", "v=spf1 redirect=c.example")
                .txt("d.example", "v=spf1 a:x..example ?all");
        var ours = new SpfVerifier(dns, InstantSource.system(), "r.example")
                .verify(SpfQuery.mailFrom(InetAddress.ofLiteral(client), "h.example", EmailAddress.parse(sender)));
        assertThat(output(SPF, file("zone", Tests.ascii(zone)), client, sender))
                .as("%s", ours)
                .contains("verdict " + ours.result().word());
    }
}
