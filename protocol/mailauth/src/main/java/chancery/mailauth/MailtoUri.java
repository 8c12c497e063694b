package chancery.mailauth;

import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A mailto URI (RFC 6068 §2) that names one mailbox with a domain. */
final class MailtoUri {
    private MailtoUri() {}

    /**
     * The one address. Header fields are read over: among them might be further recipients, for whom nobody was asked.
     *
     * @throws SyntaxException for another scheme, several addresses or none, an address literal
     */
    static EmailAddress address(URI uri) throws SyntaxException {
        if (!"mailto".equalsIgnoreCase(uri.getScheme())) {
            throw new SyntaxException("scheme mailto expected", 0);
        }
        String text = uri.getRawSchemeSpecificPart();
        int fields = text.indexOf('?');
        var address = EmailAddress.parse(decoded(fields < 0 ? text : text.substring(0, fields)));
        if (address.domain().startsWith("[")) {
            throw new SyntaxException("the address has no domain", 0);
        }
        return address;
    }

    // RFC 6068 §2: percent-encoded octets are UTF-8
    private static String decoded(String text) throws SyntaxException {
        var octets = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > '~') {
                throw new SyntaxException("only ASCII may stand in a URI", i);
            }
            if (c != '%') {
                octets.write(c);
                continue;
            }
            int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                throw new SyntaxException("two hexadecimal digits expected", i);
            }
            octets.write(high * 16 + low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SyntaxException("percent-encoded octets are no UTF-8", 0);
        }
    }
}
