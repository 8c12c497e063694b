package chancery.tlspolicy;

import chancery.mail.SyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The TXT record at {@code _mta-sts.DOMAIN} (RFC 8461 §3.1): it says that there is a policy, and by a new id that there
 * is a new one.
 *
 * @param id 1 to 32 letters and digits
 */
public record MtaStsRecord(String id) {
    static final String VERSION = "STSv1";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,32}");

    public MtaStsRecord {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("an id is 1 to 32 letters and digits");
        }
    }

    /** @throws SyntaxException for anything but one well-formed record */
    public static MtaStsRecord parse(String record) throws SyntaxException {
        var id = TagList.parse(record, VERSION).get("id");
        if (id == null) {
            throw new SyntaxException("the field id is wanted", record.length());
        }
        if (!ID.matcher(id.value()).matches()) {
            throw new SyntaxException("1 to 32 letters and digits are wanted", id.position());
        }
        return new MtaStsRecord(id.value());
    }

    /** Of all TXT records at the name the one that is meant; none when there are several (RFC 8461 §3.1). */
    public static Optional<String> only(List<String> records) {
        return single(records, VERSION);
    }

    static Optional<String> single(List<String> records, String version) {
        var ours = records.stream().filter(r -> TagList.claims(r, version)).toList();
        return ours.size() == 1 ? Optional.of(ours.getFirst()) : Optional.empty();
    }

    /** The record to publish. */
    public String text() {
        return "v=" + VERSION + "; id=" + id + ";";
    }
}
