package chancery.mailauth;

import chancery.mail.SyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An SPF record (RFC 7208 §4.6). Immutable.
 *
 * @param text the whole record as published
 * @param directives in their order, which is the order of evaluation
 */
public record SpfRecord(String text, List<Directive> directives, List<Modifier> modifiers) {
    static final String VERSION = "v=spf1";

    /**
     * A mechanism with what it means when it fits.
     *
     * @param text as written
     */
    public record Directive(String text, ResultWord result, SpfMechanism mechanism) {}

    /**
     * {@code name=value} (RFC 7208 §6).
     *
     * @param name in lower case
     */
    public record Modifier(String name, MacroString value) {}

    public SpfRecord {
        directives = List.copyOf(directives);
        modifiers = List.copyOf(modifiers);
    }

    /** Reads a record. Any fault in it makes the whole of it void (RFC 7208 §4.6). */
    public static SpfRecord parse(String text) throws SyntaxException {
        return new SpfRecordParser(text).parse();
    }

    /** True when a TXT record is meant as SPF: the version and then a space or nothing (RFC 7208 §4.5). */
    public static boolean isSpf(String txt) {
        return txt.equalsIgnoreCase(VERSION) || txt.toLowerCase(Locale.ROOT).startsWith(VERSION + " ");
    }

    /** Where the evaluation goes on when no directive fits (RFC 7208 §6.1). */
    public Optional<MacroString> redirect() {
        return modifier("redirect");
    }

    /** Where the explanation for a failure lies (RFC 7208 §6.2). */
    public Optional<MacroString> explanation() {
        return modifier("exp");
    }

    private Optional<MacroString> modifier(String name) {
        return modifiers.stream()
                .filter(m -> m.name().equals(name))
                .map(Modifier::value)
                .findFirst();
    }

    /** True when {@code all} stands in it, so that a redirect is ignored (RFC 7208 §6.1). */
    public boolean hasAll() {
        return directives.stream().anyMatch(d -> d.mechanism() instanceof SpfMechanism.All);
    }

    /**
     * Terms of this record, without those it refers to, that count against the ten of RFC 7208 §4.6.4 when all of it is
     * evaluated. {@link SpfTree} counts through.
     */
    public int lookupTerms() {
        long mechanisms =
                directives.stream().filter(d -> d.mechanism().asksDns()).count();
        boolean redirects = redirect().isPresent() && !hasAll();
        return (int) mechanisms + (redirects ? 1 : 0);
    }
}
