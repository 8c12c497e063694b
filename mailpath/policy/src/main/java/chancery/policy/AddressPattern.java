package chancery.policy;

import chancery.mail.EmailAddress;

/**
 * An address ({@code anna@clinic.example}) whose local-part may be a {@link Glob} and whose domain is a
 * {@link DomainPattern}: {@code *@*.example}. The local-part is compared without regard to case.
 */
public record AddressPattern(String localPart, DomainPattern domain) {
    public AddressPattern {
        new Glob(localPart);
    }

    /** Reads {@code local-part@domain}; IllegalArgumentException says what is wrong. */
    public static AddressPattern parse(String text) {
        int at = text.lastIndexOf('@');
        if (at <= 0 || at == text.length() - 1) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not an address: write anna@clinic.example or *@clinic.example");
        }
        return new AddressPattern(text.substring(0, at), new DomainPattern(text.substring(at + 1)));
    }

    public boolean matches(EmailAddress address) {
        return domain.matches(address.domain())
                && (localPart.equals("*") || new Glob(localPart).matches(address.localPart()));
    }

    @Override
    public String toString() {
        return localPart + "@" + domain;
    }
}
