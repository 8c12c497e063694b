package chancery.mailauth;

import chancery.mail.SyntaxException;
import chancery.mime.HeaderEditor;
import chancery.mime.HeaderField;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The header field that tells the verdicts of one host to those behind it (RFC 8601). Believe only those that your own
 * hosts wrote, and only after forged ones were taken away where mail comes in (RFC 8601 §5).
 *
 * @param authservId names the host or the organisation that wrote it
 * @param results empty when it says {@code none}
 */
public record AuthenticationResults(String authservId, List<Method> results) {
    /** The header field. */
    public static final String FIELD = "Authentication-Results";

    /**
     * What one method found.
     *
     * @param method such as {@code spf}, in lower case
     * @param result as written, in lower case; {@link #word} has it when it is known
     * @param reason for people, empty when there is none
     */
    public record Method(String method, String result, String reason, List<Property> properties) {
        public Method {
            properties = List.copyOf(properties);
        }

        /** The result, when it is one of RFC 8601 §2.7. */
        public Optional<ResultWord> word() {
            return ResultWord.of(result);
        }

        /** The value of a property such as {@code header.d}, or empty text. */
        public String property(String type, String name) {
            return properties.stream()
                    .filter(p -> p.type().equals(type) && p.name().equals(name))
                    .map(Property::value)
                    .findFirst()
                    .orElse("");
        }
    }

    /**
     * What the method looked at (RFC 8601 §2.3).
     *
     * @param type smtp, header, body or policy, in lower case
     * @param name in lower case
     */
    public record Property(String type, String name, String value) {}

    public AuthenticationResults {
        results = List.copyOf(results);
    }

    /** Reads the unfolded value of the field. */
    public static AuthenticationResults parse(String value) throws SyntaxException {
        return new AuthenticationResultsParser(value).parse();
    }

    /** The field with its folding, in CRLF with the last line end. */
    public String write() {
        return AuthenticationResultsWriter.write(this);
    }

    /**
     * Takes away what pretends to be ours: every field with one of these names, and every one that cannot be read, since
     * another reader might read it otherwise (RFC 8601 §5).
     *
     * @param ours authserv-ids that only our hosts may use, in any case; also for their subdomains
     */
    public static void removeForged(HeaderEditor editor, Collection<String> ours) {
        editor.removeIf(field -> field.isNamed(FIELD) && isForged(field, ours));
    }

    private static boolean isForged(HeaderField field, Collection<String> ours) {
        try {
            String id = parse(SignedFields.value(field)).authservId().toLowerCase(Locale.ROOT);
            return ours.stream()
                    .map(o -> o.toLowerCase(Locale.ROOT))
                    .anyMatch(o -> id.equals(o) || id.endsWith("." + o));
        } catch (SyntaxException e) {
            return true;
        }
    }
}
