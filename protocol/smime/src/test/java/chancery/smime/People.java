package chancery.smime;

import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import chancery.mime.Message;
import chancery.mime.MessageParser;
import chancery.mime.MimeSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** An authority and people with keys of every kind, made once. */
final class People {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final CertificateMaker MAKER = new CertificateMaker(CLOCK, Period.ofYears(2));
    static final Identity AUTHORITY = authority();
    private static final Map<KeyKind, Identity> ALICE = new EnumMap<>(KeyKind.class);

    private People() {}

    private static Identity authority() {
        try {
            return MAKER.authority("Example Authority", KeyKind.EC_P256);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static synchronized Identity alice(KeyKind kind) {
        return ALICE.computeIfAbsent(kind, k -> issued("alice@example.com", k));
    }

    static Identity issued(String address, KeyKind kind) {
        try {
            return MAKER.issue(AUTHORITY, address(address), kind);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static EmailAddress address(String text) {
        try {
            return EmailAddress.parse(text);
        } catch (SyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static TrustEvaluator trust() {
        return new TrustEvaluator(
                List.of(AUTHORITY.certificate()), List.of(), AlgorithmPolicy.OF_2026, RevocationCheck.none());
    }

    static MessageOpener opener(Identity... identities) {
        return new MessageOpener(List.of(identities), trust(), AlgorithmPolicy.OF_2026, SmimeLimits.STANDARD);
    }

    interface Writing {
        void to(ByteArrayOutputStream out) throws IOException, GeneralSecurityException;
    }

    static byte[] written(Writing writing) throws IOException, GeneralSecurityException {
        var out = new ByteArrayOutputStream();
        writing.to(out);
        return out.toByteArray();
    }

    static MimeSource entity(String text) {
        return MimeSource.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The entity as a mail from Alice. */
    static Message mail(byte[] entity) throws SyntaxException {
        byte[] header = "From: Alice <alice@example.com>\r\nTo: bob@example.net\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[header.length + entity.length];
        System.arraycopy(header, 0, whole, 0, header.length);
        System.arraycopy(entity, 0, whole, header.length, entity.length);
        return MessageParser.parse(whole);
    }

    static String text(Message content) throws IOException {
        return content.root().text(10_000);
    }
}
