package chancery.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mime.MimeSource;
import chancery.net.FakeDns;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** What the suite does not ask. */
class ArcVerifierTest {
    private static final KeyPair PAIR = Tests.keyPair("Ed25519");
    private static final String BODY = "text\r\n";
    private static final String RESULTS = "ARC-Authentication-Results: i=1; list.example; dkim=pass\r\n";

    /** One hop whose message signature has more tags. */
    private static String sealed(String moreTags) throws Exception {
        var algorithm = DkimAlgorithm.ED25519_SHA256;
        String bodyHash = Base64.getEncoder().encodeToString(algorithm.digest().digest(Tests.ascii(BODY)));
        String message = "ARC-Message-Signature: i=1; a=ed25519-sha256; d=a.example; s=s; c=relaxed/relaxed; h=from;"
                + moreTags + " bh=" + bodyHash + "; b=";
        message += signature(
                "from:a@a.example\r\n" + message.replace("ARC-Message-Signature: ", "arc-message-signature:"));
        String seal = "ARC-Seal: i=1; a=ed25519-sha256; d=a.example; s=s; cv=none; b=";
        seal += signature(RESULTS.replace("ARC-Authentication-Results: ", "arc-authentication-results:")
                + message.replace("ARC-Message-Signature: ", "arc-message-signature:") + "\r\n"
                + seal.replace("ARC-Seal: ", "arc-seal:"));
        return seal + "\r\n" + message + "\r\n" + RESULTS + "From: a@a.example\r\n\r\n" + BODY;
    }

    private static String signature(String text) throws Exception {
        byte[] octets = DkimAlgorithm.ED25519_SHA256.sign(Tests.ascii(text), PAIR.getPrivate());
        return Base64.getEncoder().encodeToString(octets);
    }

    private static FakeDns dns() {
        var dns = new FakeDns();
        Tests.longTxt(dns, "s._domainkey.a.example", Tests.record(PAIR));
        return dns;
    }

    private static ArcResult verify(FakeDns dns, String message) throws Exception {
        return new ArcVerifier(dns, InstantSource.fixed(Tests.NOW)).verify(MimeSource.of(Tests.ascii(message)));
    }

    @Test
    void theEvidenceNamesTheHopAndItsClaims() throws Exception {
        var result = verify(dns(), sealed(""));
        assertThat(result.result()).as("%s", result).isEqualTo(ResultWord.PASS);
        var hop = result.sets().getFirst();
        assertThat(hop.domain()).isEqualTo("a.example");
        assertThat(hop.key().name()).isEqualTo("s._domainkey.a.example");
        assertThat(AuthenticationResults.parse(hop.claims())
                        .results()
                        .getFirst()
                        .result())
                .isEqualTo("pass");
    }

    @Test
    void aBodyThatIsLongerThanWhatWasSignedFails() throws Exception {
        String message = sealed(" l=6;");
        assertThat(verify(dns(), message).result()).isEqualTo(ResultWord.PASS);
        assertThat(verify(dns(), message + "more\r\n").problem()).isEqualTo("only a part of the body is signed");
    }

    @Test
    void troubleWithTheDnsIsAFailThatMayPass() throws Exception {
        var result = verify(new FakeDns().fails("s._domainkey.a.example", "SERVFAIL"), sealed(""));
        assertThat(result.result()).isEqualTo(ResultWord.FAIL);
        assertThat(result.temporary()).isTrue();
        assertThat(result.problem()).contains("SERVFAIL");
    }
}
