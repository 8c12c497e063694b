package chancery.policy;

import java.net.IDN;
import java.util.Locale;

/**
 * A domain ({@code clinic.example}), everything below a domain ({@code *.clinic.example}, not the domain itself) or
 * every domain ({@code *}).
 *
 * @param text lower case, A-labels
 */
public record DomainPattern(String text) {
    private static final String BELOW = "*.";

    public DomainPattern {
        if (!text.equals("*")) {
            text = text.startsWith(BELOW) ? BELOW + ascii(text.substring(2)) : ascii(text);
        }
    }

    /** {@code domain} in lower case A-labels, as {@link chancery.mail.EmailAddress} keeps it. */
    public boolean matches(String domain) {
        if (text.startsWith(BELOW)) {
            int suffix = text.length() - 1;
            return domain.length() > suffix && domain.regionMatches(domain.length() - suffix, text, 1, suffix);
        }
        return text.equals("*") || text.equals(domain);
    }

    private static String ascii(String domain) {
        if (domain.isEmpty() || domain.startsWith(".") || domain.endsWith(".")) {
            throw new IllegalArgumentException("\"" + domain + "\" is not a domain");
        }
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + domain + "\" is not a domain: write clinic.example, *.example or *", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
