package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mime.Corpora;
import chancery.mime.Message;
import chancery.mime.MessageParser;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every message of two test sets has its verdict in a table that a person can read, one messages-*.tsv for each set. The
 * tests fail when a verdict changes, a file is missing in the table or the table names more.
 */
class MessageCorporaTest {
    /** The certificates of Thunderbird's set count from 2023 to 2028. */
    static final Instant THUNDERBIRD = Instant.parse("2026-11-20T00:00:00Z");

    /** The year of the examples; their certificates count from 1999. */
    static final Instant RFC4134 = Instant.parse("2003-06-01T00:00:00Z");

    @Test
    void thunderbird() throws Exception {
        var folder = Corpora.folder("smime-thunderbird");
        var identities = new ArrayList<Identity>();
        for (Path file : Corpora.files(folder, ".p12")) {
            identities.addAll(identities(Files.readAllBytes(file)));
        }
        var authorities = new ArrayList<Certificate>();
        for (Path file : Corpora.files(folder, "TestCA.pem")) {
            authorities.addAll(CertificateReader.read(Files.readAllBytes(file)));
        }
        var opener = opener(identities, authorities);
        var found = new LinkedHashMap<String, String>();
        for (Path file : Corpora.files(folder, ".eml")) {
            open(opener, MessageParser.parse(Files.readAllBytes(file)), folder.relativize(file), THUNDERBIRD, found);
        }
        for (Path file : Corpora.files(folder, ".env")) {
            if (file.getParent().endsWith("smime-interop")) {
                byte[] cms = Files.readAllBytes(file);
                open(opener, MessageParser.parse(cms), folder.relativize(file), THUNDERBIRD, found);
            }
        }
        assertTable("messages-thunderbird.tsv", found);
    }

    private static List<Identity> identities(byte[] file) throws Exception {
        return ((IdentityReader.Outcome.Read) IdentityReader.read(file, "nss".toCharArray())).identities();
    }

    private static MessageOpener opener(List<Identity> identities, List<Certificate> authorities) {
        var trust = new TrustEvaluator(authorities, List.of(), AlgorithmPolicy.OF_2026, RevocationCheck.none());
        return new MessageOpener(identities, trust, AlgorithmPolicy.OF_2026, SmimeLimits.STANDARD);
    }

    private static void open(MessageOpener opener, Message message, Path name, Instant at, Map<String, String> found)
            throws Exception {
        try (var space = ScratchSpace.standard()) {
            var opened = opener.open(message, space, at);
            found.put(name.toString(), Verdicts.verdict(opened) + "\t" + Verdicts.signers(opened.layers()));
        }
    }

    @Test
    void rfc4134() throws Exception {
        var folder = Corpora.folder("smime-rfc4134-bc").resolve("rfc4134");
        var identities = new ArrayList<Identity>();
        for (String name :
                List.of("BobPrivRSAEncrypt/BobRSASignByCarl", "DianePrivRSASignEncrypt/DianeRSASignByCarl")) {
            String[] files = name.split("/");
            var key = IdentityReader.privateKey(Files.readAllBytes(folder.resolve(files[0] + ".pri")));
            var certificate = Certificate.ofDer(Files.readAllBytes(folder.resolve(files[1] + ".cer")));
            identities.add(new Identity(key, certificate, List.of()));
        }
        var authorities = new ArrayList<Certificate>();
        for (String name : List.of("CarlRSASelf.cer", "CarlDSSSelf.cer")) {
            authorities.add(Certificate.ofDer(Files.readAllBytes(folder.resolve(name))));
        }
        var opener = opener(identities, authorities);
        var found = new LinkedHashMap<String, String>();
        byte[] content = Files.readAllBytes(folder.resolve("ExContent.bin"));
        for (Path file : Corpora.files(folder, ".bin")) {
            String name = file.getFileName().toString();
            byte[] octets = Files.readAllBytes(file);
            if (!name.equals("ExContent.bin")) {
                var message = name.equals("4.3.bin") ? detached(content, octets) : opaque(octets);
                open(opener, message, file.getFileName(), RFC4134, found);
            }
        }
        for (Path file : Corpora.files(folder, ".eml")) {
            open(opener, MessageParser.parse(Files.readAllBytes(file)), file.getFileName(), RFC4134, found);
        }
        assertTable("messages-rfc4134.tsv", found);
    }

    static Message opaque(byte[] cms) throws Exception {
        return joined(
                "From: aliceDss@examples.com\r\nContent-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: binary\r\n\r\n",
                cms,
                "",
                new byte[0],
                "");
    }

    static Message detached(byte[] content, byte[] signature) throws Exception {
        return joined(
                "From: aliceDss@examples.com\r\nContent-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=b\r\n\r\n--b\r\n",
                content,
                "\r\n--b\r\nContent-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64\r\n\r\n",
                java.util.Base64.getMimeEncoder().encode(signature),
                "\r\n--b--\r\n");
    }

    private static Message joined(String head, byte[] first, String between, byte[] second, String end)
            throws Exception {
        var out = new ByteArrayOutputStream();
        out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(first);
        out.writeBytes(between.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(second);
        out.writeBytes(end.getBytes(StandardCharsets.US_ASCII));
        return MessageParser.parse(out.toByteArray());
    }

    private static void assertTable(String table, Map<String, String> found) throws Exception {
        Corpora.report(table, found);
        var expected = new LinkedHashMap<String, String>();
        for (String[] row : Corpora.table(MessageCorporaTest.class, table)) {
            expected.put(row[0], row[2] + "\t" + row[3]);
        }
        assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
    }
}
