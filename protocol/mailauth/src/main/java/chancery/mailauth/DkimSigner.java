package chancery.mailauth;

import chancery.mail.SyntaxException;
import chancery.mime.HeaderSection;
import chancery.mime.MessageParser;
import chancery.mime.MimeLimits;
import chancery.mime.MimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Signs messages with DKIM (RFC 6376 §5): relaxed canonicalization, the whole body, and every field of {@link #OVERSIGNED}
 * once more than it is there, so that none can be added (RFC 6376 §8.15). Immutable; safe for use by any number of
 * threads. Reads the message once and never holds its body.
 */
public final class DkimSigner {
    /** Fields that change the meaning of a message: signed with all their instances and against further ones. */
    public static final List<String> OVERSIGNED = List.of(
            "From",
            "To",
            "Cc",
            "Subject",
            "Date",
            "Reply-To",
            "Sender",
            "Message-ID",
            "In-Reply-To",
            "References",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
            "Content-Disposition");

    /** Signed where they are (RFC 6376 §5.4.1); lists may add their own. */
    private static final List<String> SIGNED = List.of(
            "Resent-From",
            "Resent-To",
            "Resent-Cc",
            "Resent-Date",
            "Resent-Message-ID",
            "List-Id",
            "List-Unsubscribe",
            "List-Unsubscribe-Post",
            "Autocrypt");

    private static final int LINE = 72;

    private final String domain;
    private final String selector;
    private final DkimAlgorithm algorithm;
    private final PrivateKey key;

    /**
     * @param domain the signing domain, in A-labels
     * @param selector under which the public key is published
     * @param key RSA of 1024 bits or more (RFC 8301 §3.2), or Ed25519
     * @throws InvalidKeyException for any other key, and for names that are none
     */
    public DkimSigner(String domain, String selector, PrivateKey key) throws InvalidKeyException {
        this.domain = name(domain);
        this.selector = name(selector);
        this.key = key;
        this.algorithm = algorithm(key);
        algorithm.sign(new byte[] {}, key);
    }

    private static String name(String text) throws InvalidKeyException {
        try {
            return DkimSignatureParser.domain(new TagList.Tag("", text, 0));
        } catch (SyntaxException e) {
            throw new InvalidKeyException("not a domain name: " + text, e);
        }
    }

    private static DkimAlgorithm algorithm(PrivateKey key) throws InvalidKeyException {
        if (key instanceof RSAPrivateKey rsa) {
            if (rsa.getModulus().bitLength() < DkimPolicy.RFC_8301.leastRsaBits()) {
                throw new InvalidKeyException("RSA key too short");
            }
            return DkimAlgorithm.RSA_SHA256;
        }
        if (key.getAlgorithm().equals("EdDSA") || key.getAlgorithm().equals("Ed25519")) {
            return DkimAlgorithm.ED25519_SHA256;
        }
        throw new InvalidKeyException("neither RSA nor Ed25519");
    }

    /**
     * The header field to put on top of the message.
     *
     * @param now the time of signing, in whole seconds
     * @return name, colon and folded value, in CRLF with the last line end
     * @throws SyntaxException when the header section is beyond the limits of a message
     */
    public String sign(MimeSource message, Instant now) throws SyntaxException, IOException {
        HeaderSection header;
        try (InputStream in = message.open()) {
            header = MessageParser.parseHeader(in, MimeLimits.STANDARD);
        }
        return sign(header, message, now);
    }

    /** The same for a message whose header section was already read. */
    public String sign(HeaderSection header, MimeSource message, Instant now) throws IOException {
        var hashes = new BodyHashes();
        var hash = hashes.want(Canonicalization.RELAXED, algorithm, DkimSignature.WHOLE_BODY);
        try (InputStream body = message.open(header.size(), Long.MAX_VALUE)) {
            hashes.read(body);
        }
        return sign(new SignedFields(header.fields()), hash.value(), now);
    }

    private String sign(SignedFields fields, byte[] bodyHash, Instant now) {
        var names = names(fields);
        String head = DkimVerifier.FIELD + ": v=1; a=" + algorithm.word() + "; c=relaxed/relaxed; d=" + domain
                + ";\r\n\ts=" + selector + "; t=" + now.getEpochSecond() + ";\r\n\th=" + folded(names) + ";\r\n\tbh="
                + Base64.getEncoder().encodeToString(bodyHash) + ";\r\n\tb=";
        var lowerCase = names.stream().map(n -> n.toLowerCase(Locale.ROOT)).toList();
        byte[] octets =
                fields.octets(lowerCase, Canonicalization.RELAXED, (head + "\r\n").getBytes(StandardCharsets.US_ASCII));
        try {
            String signature = Base64.getEncoder().encodeToString(algorithm.sign(octets, key));
            return head + signature.replaceAll("(.{" + LINE + "})(?=.)", "$1\r\n\t") + "\r\n";
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("the key has signed before", e);
        }
    }

    private static List<String> names(SignedFields fields) {
        var names = new ArrayList<String>();
        for (String name : OVERSIGNED) {
            for (int i = 0; i <= fields.count(name); i++) {
                names.add(name);
            }
        }
        for (String name : SIGNED) {
            for (int i = 0; i < fields.count(name); i++) {
                names.add(name);
            }
        }
        return names;
    }

    private static String folded(List<String> names) {
        var text = new StringBuilder();
        int line = 3;
        for (String name : names) {
            if (!text.isEmpty()) {
                text.append(':');
                line++;
            }
            if (line + name.length() > LINE) {
                text.append("\r\n\t ");
                line = 2;
            }
            text.append(name);
            line += name.length();
        }
        return text.toString();
    }

    public String domain() {
        return domain;
    }

    /** Where the public key must be published. */
    public String keyName() {
        return selector + "._domainkey." + domain;
    }
}
