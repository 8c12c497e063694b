package chancery.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.ReversePath;
import chancery.mime.MimeSource;
import chancery.net.FakeDns;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MailAuthenticatorTest {
    private static final KeyPair PAIR = Tests.keyPair("Ed25519");
    private static final MailAuthenticator.Client CLIENT =
            new MailAuthenticator.Client(InetAddress.ofLiteral("192.0.2.1"), "mail.a.example");
    private static final String MESSAGE = "From: A <a@a.example>\r\nSubject: one\r\n\r\ntext\r\n";

    private static FakeDns dns() {
        var dns = new FakeDns()
                .txt("a.example", "v=spf1 ip4:192.0.2.0/24 -all")
                .txt("_dmarc.a.example", "v=DMARC1; p=reject; t=y");
        Tests.longTxt(dns, "s._domainkey.a.example", Tests.record(PAIR));
        return dns;
    }

    private static Authentication authenticate(FakeDns dns, String reversePath, byte[] message) throws Exception {
        return new MailAuthenticator(dns, InstantSource.fixed(Tests.NOW), "mx.b.example")
                .authenticate(CLIENT, ReversePath.parse(reversePath), MimeSource.of(message));
    }

    private static byte[] signed() throws Exception {
        return Tests.signed(new DkimSigner("a.example", "s", PAIR.getPrivate()), Tests.ascii(MESSAGE));
    }

    @Test
    void allMethodsAboutOneMail() throws Exception {
        var found = authenticate(dns(), "bounce@a.example", signed());
        assertThat(found.mailFrom().result()).isEqualTo(ResultWord.PASS);
        assertThat(found.helo().result()).isEqualTo(ResultWord.NONE);
        assertThat(found.dkim().getFirst().result()).isEqualTo(ResultWord.PASS);
        assertThat(found.arc().result()).isEqualTo(ResultWord.NONE);
        assertThat(found.dmarc().result()).isEqualTo(ResultWord.PASS);
        assertThat(found.dmarc().identifiers()).hasSize(2);
        String field = found.header("mx.b.example").write();
        assertThat(field.replaceAll("header\\.b=[^;\\s]+", "header.b=x")).isEqualTo("""
                        Authentication-Results: mx.b.example;
                        \tspf=pass smtp.mailfrom=bounce@a.example;
                        \tspf=none reason="no SPF record" smtp.helo=mail.a.example;
                        \tdkim=pass header.d=a.example header.s=s header.a=ed25519-sha256
                        \theader.b=x;
                        \tdmarc=pass header.from=a.example policy.dmarc=reject
                        """.replace("\n", "\r\n"));
    }

    @Test
    void aNullReversePathIsAskedAboutOnce() throws Exception {
        var found = authenticate(
                dns().txt("mail.a.example", "v=spf1 a -all").address("mail.a.example", "192.0.2.1"), "", signed());
        assertThat(found.helo()).isSameAs(found.mailFrom());
        assertThat(found.mailFrom().result()).isEqualTo(ResultWord.PASS);
        assertThat(found.header("x.example").results().stream()
                        .filter(m -> m.method().equals("spf")))
                .hasSize(1);
    }

    @Test
    void aForgedMailFails() throws Exception {
        var found = authenticate(dns(), "x@c.example", Tests.ascii(MESSAGE));
        assertThat(found.dkim()).isEmpty();
        assertThat(found.dmarc().result()).isEqualTo(ResultWord.FAIL);
        assertThat(found.dmarc().published()).isEqualTo(DmarcRecord.Policy.REJECT);
        assertThat(found.dmarc().applicable()).isEqualTo(DmarcRecord.Policy.QUARANTINE);
        assertThat(new String(
                        found.header("b.example").write().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .contains("dkim=none")
                .contains("dmarc=fail");
    }

    @Test
    void whenTheDnsIsSilentEverythingIsTemporary() throws Exception {
        var dns = new FakeDns()
                .fails("a.example", "no answer")
                .fails("s._domainkey.a.example", "no answer")
                .fails("_dmarc.a.example", "no answer");
        var found = authenticate(dns, "bounce@a.example", signed());
        assertThat(found.mailFrom().result()).isEqualTo(ResultWord.TEMPERROR);
        assertThat(found.dkim().getFirst().result()).isEqualTo(ResultWord.TEMPERROR);
        assertThat(found.dmarc().result()).isEqualTo(ResultWord.TEMPERROR);
    }

    @Test
    void timeIsALimit() throws Exception {
        var seconds = new AtomicLong();
        InstantSource clock = () -> Instant.ofEpochSecond(seconds.getAndAdd(5));
        var authenticator =
                new MailAuthenticator(dns(), clock, "mx.b.example", DkimPolicy.RFC_8301, Duration.ofSeconds(10));
        var found = authenticator.authenticate(CLIENT, ReversePath.parse("a@a.example"), MimeSource.of(signed()));
        assertThat(found.dmarc().result()).isEqualTo(ResultWord.TEMPERROR);
        assertThat(found.dmarc().problem()).isEqualTo("the time for this mail is over");
    }
}
