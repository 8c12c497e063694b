package chancery.openpgp;

import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import chancery.mime.HeaderSection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A header field by which a sender gives away his certificate (Autocrypt Level 1, 1.1). It is a claim of whoever wrote
 * the mail, worth as much as the mail's own authentication; it verifies nothing.
 *
 * @param address whose certificate it is said to be
 * @param prefersEncryption true for {@code prefer-encrypt=mutual}; never in gossip
 * @param certificate with all that was given
 */
public record AutocryptHeader(EmailAddress address, boolean prefersEncryption, Certificate certificate) {
    /** Name of the field of the sender's own certificate. */
    public static final String FIELD = "Autocrypt";

    /** Name of the field that carries another recipient's certificate, inside the encryption. */
    public static final String GOSSIP_FIELD = "Autocrypt-Gossip";

    private static final int MOST_CHARACTERS = 64 << 10;
    private static final int MOST_ATTRIBUTES = 32;
    private static final int LINE = 76;

    /**
     * Reads the value of one field, folded or not.
     *
     * @throws SyntaxException when an attribute is missing, malformed, there twice or unknown without a leading
     *     underscore, or when the key data is not exactly one certificate
     */
    public static AutocryptHeader parse(String value) throws SyntaxException {
        if (value.length() > MOST_CHARACTERS) {
            throw new SyntaxException("more than " + MOST_CHARACTERS + " characters of key", MOST_CHARACTERS);
        }
        var attributes = attributes(value);
        for (var name : attributes.keySet()) {
            boolean known = name.equals("addr") || name.equals("prefer-encrypt") || name.equals("keydata");
            if (!known && !name.startsWith("_")) {
                throw new SyntaxException("an attribute that is not known here", 0);
            }
        }
        var address = attributes.get("addr");
        var keydata = attributes.get("keydata");
        if (address == null || keydata == null) {
            throw new SyntaxException("address and key data expected", value.length());
        }
        boolean mutual = "mutual".equals(attributes.get("prefer-encrypt"));
        return new AutocryptHeader(EmailAddress.parse(address), mutual, certificate(keydata));
    }

    private static Map<String, String> attributes(String value) throws SyntaxException {
        var attributes = new HashMap<String, String>();
        int at = 0;
        while (at < value.length()) {
            int end = value.indexOf(';', at);
            int to = end < 0 ? value.length() : end;
            String attribute = value.substring(at, to).strip();
            int equals = attribute.indexOf('=');
            boolean last = end < 0 || value.substring(end + 1).isBlank();
            if (attribute.isEmpty() && last) {
                break;
            }
            if (equals < 1 || attributes.size() == MOST_ATTRIBUTES) {
                throw new SyntaxException("an attribute with its value expected", at);
            }
            String name = attribute.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            if (attributes.put(name, attribute.substring(equals + 1).strip()) != null) {
                throw new SyntaxException("an attribute that is there twice", at);
            }
            at = to + 1;
        }
        return attributes;
    }

    private static Certificate certificate(String keydata) throws SyntaxException {
        byte[] octets;
        try {
            octets = Base64.getDecoder()
                    .decode(keydata.replaceAll("[ \\t\\r\\n]", "").getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw new SyntaxException("key data in base64 expected", 0);
        }
        if (octets.length == 0 || octets[0] >= 0) {
            throw new SyntaxException("key data is a certificate in binary form", 0);
        }
        return Certificate.parse(octets);
    }

    /**
     * What the sender of a mail gives away: of one author the one valid field that names him. Several valid ones say
     * nothing, and neither does a mail of several authors or a report.
     */
    public static Optional<AutocryptHeader> of(HeaderSection header) {
        var authors = header.addresses("From").addresses();
        boolean report =
                header.value("Content-Type").strip().toLowerCase(Locale.ROOT).startsWith("multipart/report");
        if (authors.size() != 1 || report) {
            return Optional.empty();
        }
        var valid = all(header, FIELD, authors);
        return valid.size() == 1 ? Optional.of(valid.getFirst()) : Optional.empty();
    }

    /**
     * The certificates of other recipients that stand in the header section inside an encrypted mail; only of those
     * whom the mail itself names, each once.
     *
     * @param inner of the part that was encrypted
     * @param outer of the mail, or the same when the inner one is complete
     */
    public static List<AutocryptHeader> gossip(HeaderSection inner, HeaderSection outer) {
        var recipients = new ArrayList<EmailAddress>();
        for (var field : List.of("To", "Cc", "Reply-To")) {
            recipients.addAll(outer.addresses(field).addresses());
        }
        var found = all(inner, GOSSIP_FIELD, recipients);
        return found.stream()
                .filter(one -> found.stream()
                                .filter(o -> same(o.address(), one.address()))
                                .count()
                        == 1)
                .map(one -> new AutocryptHeader(one.address(), false, one.certificate()))
                .toList();
    }

    private static List<AutocryptHeader> all(HeaderSection header, String field, List<EmailAddress> allowed) {
        var valid = new ArrayList<AutocryptHeader>();
        for (var one : header.all(field)) {
            try {
                var read = parse(one.value());
                if (allowed.stream().anyMatch(a -> same(a, read.address()))) {
                    valid.add(read);
                }
            } catch (SyntaxException e) {
                // an invalid field is as if it were not there
            }
        }
        return valid;
    }

    private static boolean same(EmailAddress one, EmailAddress other) {
        return one.lookupKey().equals(other.lookupKey());
    }

    /**
     * What to write for an own address: the certificate reduced to what is needed to encrypt to it.
     *
     * @throws IllegalArgumentException when nothing can be encrypted to it at that time
     */
    public static AutocryptHeader of(EmailAddress address, boolean prefersEncryption, CertificateView view) {
        return new AutocryptHeader(address, prefersEncryption, MinimalCertificate.of(view, address));
    }

    /** The value of the field, folded so that no line is longer than 78 characters; lines end with CR LF. */
    public String value() {
        var text = new StringBuilder("addr=").append(address);
        if (prefersEncryption) {
            text.append("; prefer-encrypt=mutual");
        }
        text.append("; keydata=");
        String data = Base64.getEncoder().encodeToString(certificate.toOctets());
        for (int at = 0; at < data.length(); at += LINE) {
            text.append("\r\n ").append(data, at, Math.min(data.length(), at + LINE));
        }
        return text.toString();
    }
}
