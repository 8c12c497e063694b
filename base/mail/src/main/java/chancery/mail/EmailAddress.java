package chancery.mail;

import java.nio.charset.StandardCharsets;

/**
 * A mailbox as an envelope carries it (RFC 5321 §4.1.2, RFC 6531 §3.3). The local-part is kept exactly as its owner
 * wrote it, without the quotes of a quoted string; the domain is in lower case and, when international, in A-labels.
 *
 * @param localPart unquoted, case kept, at most 64 octets in UTF-8 (RFC 5321 §4.5.3.1.1)
 * @param domain lower case host name in A-labels, or an address literal with its brackets
 */
public record EmailAddress(String localPart, String domain) {

    /** Reads {@code local-part@domain}; never repairs. */
    public static EmailAddress parse(String text) throws SyntaxException {
        return AddressParser.parse(text);
    }

    /** True when the address needs SMTPUTF8 to travel (RFC 6531 §3.2). The domain never does, being in A-labels. */
    public boolean needsUtf8() {
        return localPart.chars().anyMatch(c -> c > 127);
    }

    /** The local-part as it is written on the wire: quoted where its characters ask for it. */
    public String quotedLocalPart() {
        if (AddressParser.isDotString(localPart)) {
            return localPart;
        }
        return "\"" + localPart.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** The wire form, which {@link #parse} reads back to an equal value. */
    @Override
    public String toString() {
        return quotedLocalPart() + "@" + domain;
    }

    /** Length of the wire form in octets. */
    public int wireLength() {
        return toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * Equal for addresses that almost every mail system treats as one: local-part without regard to case. For look-ups
     * of our own accounts only; a forward-path is sent on as it came (RFC 5321 §2.4).
     */
    public String lookupKey() {
        var key = new StringBuilder();
        quotedLocalPart().codePoints().map(EmailAddress::fold).forEach(key::appendCodePoint);
        return key.append('@').append(domain).toString();
    }

    // to Unicode the Kelvin sign is a capital k: nothing beyond ASCII may pass for a letter of it
    private static int fold(int character) {
        int folded = Character.toLowerCase(Character.toUpperCase(character));
        return (folded < 128) == (character < 128) ? folded : character;
    }
}
