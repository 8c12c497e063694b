package chancery.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Header protection (RFC 9788): the header fields of a message repeated inside what is signed or encrypted, so that they
 * share its protection. Knows nothing of the cryptography; call it with the entity that was taken out of it.
 */
public final class HeaderProtection {
    /** RFC 9788 §3.2.2: what a confidential Subject is replaced with outside. */
    public static final String OBSCURED_SUBJECT = "[...]";

    private static final String OUTER = "HP-Outer";
    private static final Set<String> STRUCTURAL =
            Set.of("mime-version", "content-type", "content-transfer-encoding", "content-disposition", "content-id");

    private HeaderProtection() {}

    /** What the author did with the header section of the protected entity (RFC 9788 §2.1.1). */
    public enum Kind {
        /** {@code hp="clear"}: signed only, the outer fields are the same. */
        CLEAR,
        /** {@code hp="cipher"}: some fields were hidden or obscured outside. */
        CIPHER
    }

    /**
     * The fields that a reader shall see for one message.
     *
     * @param kind what the author said
     * @param fields the protected fields in order
     * @param confidential names, in lower case, of the fields that were hidden or obscured outside (RFC 9788 §4.3); they
     *     must not be given away again, in an answer least of all
     */
    public record Protected(Kind kind, List<HeaderField> fields, Set<String> confidential) {
        public Protected {
            fields = List.copyOf(fields);
            confidential = Set.copyOf(confidential);
        }

        /** The decoded value of the topmost protected field of that name, or empty text. */
        public String text(String name) {
            return fields.stream()
                    .filter(f -> f.isNamed(name))
                    .findFirst()
                    .map(HeaderField::text)
                    .orElse("");
        }
    }

    /** The protected fields of an entity that came out of a cryptographic layer; empty without header protection. */
    public static Optional<Protected> read(Entity payload) {
        var kind = kind(payload.contentType().parameters().get("hp"));
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        var fields = new ArrayList<HeaderField>();
        var outer = new ArrayList<String>();
        for (HeaderField field : payload.header().fields()) {
            if (field.isNamed(OUTER)) {
                outer.add(normal(field.value()));
            } else if (!field.name().isEmpty() && isUserFacing(field.name())) {
                fields.add(field);
            }
        }
        return Optional.of(new Protected(kind.get(), fields, confidential(kind.get(), fields, outer)));
    }

    private static Optional<Kind> kind(String parameter) {
        return switch (parameter.toLowerCase(Locale.ROOT)) {
            case "clear" -> Optional.of(Kind.CLEAR);
            case "cipher" -> Optional.of(Kind.CIPHER);
            default -> Optional.empty();
        };
    }

    // RFC 9788 §4.3.1: what is not in an HP-Outer field with the same name and value was confidential
    private static Set<String> confidential(Kind kind, List<HeaderField> fields, List<String> outer) {
        var names = new java.util.LinkedHashSet<String>();
        for (HeaderField field : fields) {
            String same = normal(field.name() + ": " + field.value());
            if (kind == Kind.CIPHER && !outer.contains(same)) {
                names.add(field.name().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private static String normal(String field) {
        int colon = field.indexOf(':');
        return colon < 0
                ? field
                : field.substring(0, colon).strip().toLowerCase(Locale.ROOT) + ":"
                        + field.substring(colon + 1).strip().replaceAll("[ \\t]+", " ");
    }

    /** True for the fields that header protection covers: all but those that describe the body's own structure. */
    static boolean isUserFacing(String name) {
        return !isStructural(name) && !name.equalsIgnoreCase(OUTER);
    }

    /** True for the fields that describe the body's own structure. */
    static boolean isStructural(String name) {
        return STRUCTURAL.contains(name.toLowerCase(Locale.ROOT));
    }
}
