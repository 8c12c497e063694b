package chancery.mailauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mime.MimeSource;
import chancery.net.FakeDns;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DkimVerifierTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Tests.NOW);
    private static final KeyPair PAIR = Tests.keyPair("Ed25519");
    private static final String MESSAGE =
            "From: a@a.example\r\nTo: b@b.example\r\nSubject: one\r\n\r\nText of  the mail\r\n";

    private static FakeDns dns() {
        var dns = new FakeDns();
        Tests.longTxt(dns, "s._domainkey.a.example", Tests.record(PAIR));
        return dns;
    }

    private static String signed() throws Exception {
        var signer = new DkimSigner("a.example", "s", PAIR.getPrivate());
        return new String(Tests.signed(signer, Tests.ascii(MESSAGE)), StandardCharsets.ISO_8859_1);
    }

    private static List<DkimResult> verify(FakeDns dns, String message) throws Exception {
        return new DkimVerifier(dns, CLOCK).verify(MimeSource.of(Tests.ascii(message)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unchanged|Text|Text|pass",
                "spaces in the body|of  the|of the|pass",
                "case of a field name|~Subject: one|~SUBJECT: one|pass",
                "field folded|Subject: one|Subject:~ one|pass",
                "trace field on top|DKIM|Received: x~DKIM|pass",
                "body|Text|text|fail",
                "subject|one|two|fail",
                "second From above|~From: a|~From: c@c.example~From: a|fail",
                "second From below|~To: b|~From: c@c.example~To: b|fail",
                "second Subject|~To: b|~Subject: b~To: b|fail",
                "Reply-To added|~To: b|~Reply-To: c@c.example~To: b|fail",
                "type added|~Subject: o|~Content-Type: text/html~Subject: o|fail",
                "text appended|mail~|mail~more~|fail",
            })
    void whatWasChanged(String name, String from, String to, String word) throws Exception {
        String changed = signed().replaceFirst(from.replace("~", "\r\n"), to.replace("~", "\r\n"));
        assertThat(verify(dns(), changed).getFirst().result().word()).as(name).isEqualTo(word);
    }

    @Test
    void lineEndsOfAFileAreThoseOfAMail() throws Exception {
        assertThat(verify(dns(), signed().replace("\r\n", "\n")).getFirst().result())
                .isEqualTo(ResultWord.PASS);
    }

    @Test
    void theEvidenceNamesTheKey() throws Exception {
        var result = verify(dns(), signed()).getFirst();
        assertThat(result.domain()).isEqualTo("a.example");
        assertThat(result.identity()).isEqualTo("@a.example");
        assertThat(result.key().name()).isEqualTo("s._domainkey.a.example");
        assertThat(result.key().record()).isEqualTo(Tests.record(PAIR));
        assertThat(result.signatureStart()).hasSize(8);
        assertThat(result.signedFields()).containsSubsequence("from", "from", "to", "to", "subject", "subject");
    }

    @Test
    void troubleWithTheDnsIsAResult() throws Exception {
        var result = verify(new FakeDns().fails("s._domainkey.a.example", "SERVFAIL"), signed())
                .getFirst();
        assertThat(result.result()).isEqualTo(ResultWord.TEMPERROR);
        assertThat(result.problem()).contains("SERVFAIL");
    }

    @Test
    void aBodyLengthThatLeavesSomethingOutIsNotAccepted() throws Exception {
        var pair = Tests.keyPair("RSA");
        String message = "From: a@a.example\r\n\r\nsigned\r\n";
        String head = "DKIM-Signature: v=1; a=rsa-sha256; d=a.example; s=s; l=8; h=from; bh="
                + Base64.getEncoder()
                        .encodeToString(DkimAlgorithm.RSA_SHA256.digest().digest(Tests.ascii("signed\r\n")))
                + "; b=";
        byte[] b = DkimAlgorithm.RSA_SHA256.sign(Tests.ascii("From: a@a.example\r\n" + head), pair.getPrivate());
        String whole = head + Base64.getEncoder().encodeToString(b) + "\r\n" + message;
        var dns = new FakeDns();
        Tests.longTxt(dns, "s._domainkey.a.example", Tests.record(pair));
        assertThat(verify(dns, whole).getFirst().result()).isEqualTo(ResultWord.PASS);
        var longer = verify(dns, whole + "not signed\r\n").getFirst();
        assertThat(longer.result()).isEqualTo(ResultWord.POLICY);
        assertThat(longer.problem()).isEqualTo("only a part of the body is signed");
        assertThat(verify(dns, whole.replace("signed\r\n", "")).getFirst().result())
                .isEqualTo(ResultWord.PERMERROR);
    }

    @Test
    void signaturesBeyondTheLimitAreNotLookedAt() throws Exception {
        String signed = signed();
        String signature = signed.substring(0, signed.indexOf("\r\nFrom:") + 2);
        var dns = dns();
        var results = verify(dns, signature.repeat(70) + MESSAGE);
        assertThat(results).hasSize(50);
        assertThat(results.subList(0, 10)).allMatch(r -> r.result() == ResultWord.PASS);
        assertThat(results.subList(10, 50)).allMatch(r -> r.result() == ResultWord.POLICY);
        assertThat(dns.questions()).isEqualTo(10);
    }

    @Test
    void shortKeysDoNotSign() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(768);
        var pair = generator.generateKeyPair();
        assertThatThrownBy(() -> new DkimSigner("a.example", "s", pair.getPrivate()))
                .isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> new DkimSigner("a example", "s", PAIR.getPrivate()))
                .isInstanceOf(InvalidKeyException.class);
    }

    @ParameterizedTest
    @CsvSource({"RSA", "Ed25519"})
    void aLargeMailIsSignedAndVerified(String algorithm) throws Exception {
        var pair = Tests.keyPair(algorithm);
        var signer = new DkimSigner("a.example", "s", pair.getPrivate());
        byte[] mail = Tests.signed(signer, Tests.ascii(MESSAGE + "0123456789 abcdefghijklmnop\r\n".repeat(1800)));
        var dns = new FakeDns();
        Tests.longTxt(dns, "s._domainkey.a.example", Tests.record(pair));
        assertThat(new DkimVerifier(dns, CLOCK)
                        .verify(MimeSource.of(mail))
                        .getFirst()
                        .result())
                .isEqualTo(ResultWord.PASS);
    }
}
