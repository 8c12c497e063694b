package chancery.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.SyntaxException;
import chancery.mime.Corpora;
import chancery.mime.MessageParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each mail of Thunderbird's test set gets the verdict that stands in a table. */
class ThunderbirdMailTest {
    @Test
    void everyMailHasItsVerdict() throws Exception {
        Path folder = Corpora.folder("openpgp-thunderbird");
        var keys = keys(folder);
        var verdicts = new TreeMap<String, String>();
        for (Path file : Corpora.files(folder, ".eml")) {
            if (file.getParent().getFileName().toString().equals("smime")) {
                continue;
            }
            var opener = new MailOpener(keys, Fixtures.POLICY, OpenPgpLimits.STANDARD);
            var message = MessageParser.parse(Files.readAllBytes(file));
            try (var opened = opener.open(message, Fixtures.MEMORY, Fixtures.NOW)) {
                verdicts.put(file.getFileName().toString(), words(opened));
            }
        }
        String found = verdicts.entrySet().stream()
                .map(e -> e.getKey() + "\t" + e.getValue() + "\n")
                .collect(Collectors.joining());
        String table;
        try (var in = ThunderbirdMailTest.class.getResourceAsStream("mails-thunderbird.tsv")) {
            table = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        // the third column is for people: why the verdict is right
        String expected = table.lines()
                .filter(l -> !l.startsWith("#"))
                .map(l -> l.split("\t", 3))
                .map(row -> row[0] + "\t" + row[1] + "\n")
                .collect(Collectors.joining());
        assertThat(found).isEqualTo(expected);
    }

    private static Keys keys(Path folder) throws IOException {
        var open = new ArrayList<UnlockedKey>();
        var signers = new ArrayList<Certificate>();
        for (Path file : Corpora.files(folder, ".asc")) {
            try {
                var contents = CertificateReader.parse(Files.readAllBytes(file), OpenPgpLimits.STANDARD);
                signers.addAll(contents.allCertificates());
                for (var key : contents.privateKeys()) {
                    if (key.unlock(new byte[0], OpenPgpLimits.STANDARD)
                            instanceof PrivateKey.Outcome.Unlocked unlocked) {
                        open.add(unlocked.key());
                    }
                }
            } catch (SyntaxException e) {
                // what cannot be read is the subject of another table
            }
        }
        return new Keys(open, List.of(), signers);
    }

    private static String words(OpenedMail opened) {
        String layers = opened.layers().stream().map(ThunderbirdMailTest::layer).collect(Collectors.joining(" > "));
        String result = switch (opened) {
            case OpenedMail.Unprotected _ -> "not protected";
            case OpenedMail.Signed _ -> "signed";
            case OpenedMail.Decrypted _ -> "decrypted";
            case OpenedMail.Inline inline ->
                "inline: "
                        + inline.texts().stream()
                                .flatMap(t -> t.pieces().stream())
                                .map(ThunderbirdMailTest::piece)
                                .collect(Collectors.joining(", "));
            case OpenedMail.Withheld withheld -> "withheld, " + withheld.refusal();
        };
        String inside = opened.inside().stream().map(ThunderbirdMailTest::part).collect(Collectors.joining(", "));
        return result + (layers.isEmpty() ? "" : ": " + layers) + (inside.isEmpty() ? "" : "; inside " + inside);
    }

    private static String layer(MailLayer layer) {
        return switch (layer) {
            case MailLayer.Signed signed -> "signed" + signatures(signed.signatures());
            case MailLayer.Encrypted encrypted -> "encrypted" + signatures(encrypted.signatures());
            case MailLayer.Locked locked -> "locked to " + locked.recipients().size();
        };
    }

    private static String piece(InlinePiece piece) {
        return switch (piece) {
            case InlinePiece.Unprotected _ -> "text";
            case InlinePiece.Signed signed -> "signed" + signatures(signed.signatures());
            case InlinePiece.Opened opened -> "decrypted" + signatures(opened.signatures());
            case InlinePiece.Closed closed -> "closed, " + closed.refusal();
            case InlinePiece.Certificates certificates ->
                certificates.certificates().size() + " certificates";
        };
    }

    private static String part(PartEvidence part) {
        return part.part() + " "
                + switch (part) {
                    case PartEvidence.Signed signed -> "signed" + signatures(signed.signatures());
                    case PartEvidence.Closed closed ->
                        "closed to " + closed.recipients().size();
                    case PartEvidence.Certificates certificates ->
                        certificates.certificates().size() + " certificates";
                };
    }

    private static String signatures(List<MailSignature> signatures) {
        return signatures.stream()
                .map(s -> s.isGood()
                        ? "good"
                        : s.verdict().isVerified()
                                ? "by another: " + s.author().getClass().getSimpleName()
                                : s.verdict().trust().reason())
                .toList()
                .toString();
    }
}
