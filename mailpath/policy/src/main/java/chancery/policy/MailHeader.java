package chancery.policy;

import java.util.List;
import java.util.stream.Stream;

/**
 * The header section as policy sees it: unfolded, encoded words decoded (RFC 2047 §2), in the order of the mail.
 *
 * @param subject the first Subject, empty when there is none
 */
public record MailHeader(String subject, List<Field> fields) {
    /** One header field; {@code value} is unfolded and decoded. */
    public record Field(String name, String value) {}

    public static final MailHeader EMPTY = new MailHeader("", List.of());

    public MailHeader {
        fields = List.copyOf(fields);
    }

    /** Every value of the named field; names are compared without regard to case (RFC 5322 §1.2.2). */
    public Stream<String> values(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value);
    }
}
