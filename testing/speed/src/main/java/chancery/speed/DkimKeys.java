package chancery.speed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chancery.mail.SyntaxException;
import chancery.mailauth.DkimSigner;
import chancery.mime.MimeSource;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.james.jdkim.DKIMSigner;

/** One RSA-2048 key, who signs with it, and the work that no signer or verifier can avoid. */
final class DkimKeys {
    static final String DOMAIN = "partner.example";
    static final String SELECTOR = "s2025";

    private final KeyPair pair;

    DkimKeys() {
        pair = generated();
    }

    private static KeyPair generated() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    DkimSigner signer() {
        try {
            return new DkimSigner(DOMAIN, SELECTOR, pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The mail with our signature on top. */
    byte[] signed(byte[] mail) {
        try {
            byte[] field = signer().sign(MimeSource.of(mail), Instant.EPOCH).getBytes(US_ASCII);
            byte[] signed = Arrays.copyOf(field, field.length + mail.length);
            System.arraycopy(mail, 0, signed, field.length, mail.length);
            return signed;
        } catch (SyntaxException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs the fields that ours signs. */
    DKIMSigner peer() {
        return new DKIMSigner(
                "v=1; a=rsa-sha256; c=relaxed/relaxed; d=" + DOMAIN + "; s=" + SELECTOR + "; h="
                        + String.join(":", names()) + "; bh=; b=;",
                pair.getPrivate());
    }

    private static List<String> names() {
        return DkimSigner.OVERSIGNED.stream()
                .flatMap(n -> java.util.stream.Stream.of(n, n))
                .toList();
    }

    String record() {
        return "v=DKIM1; k=rsa; p="
                + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    /** The hash of the mail and one signature. */
    byte[] floorSign(byte[] mail) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(mail);
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(hash);
        return signature.sign();
    }

    boolean floorVerify(byte[] mail, byte[] signed) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(mail);
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(pair.getPublic());
        signature.update(hash);
        return signature.verify(signed);
    }
}
