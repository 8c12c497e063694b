package chancery.tlspolicy;

import chancery.mail.SyntaxException;
import chancery.net.TlsaRecord;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads and writes the presentation format of RFC 6698 §2.2: {@code 3 1 1 0123abcd...}. */
public final class TlsaParser {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,3})[ \t]+(\\d{1,3})[ \t]+(\\d{1,3})[ \t]+([0-9A-Fa-f \t]+)");
    private static final int MAX_LENGTH = 131_072;

    private TlsaParser() {}

    /** Any numbers are read; whether they are usable is {@link TlsaRecords}' to say. */
    public static TlsaRecord parse(String text) throws SyntaxException {
        if (text.length() > MAX_LENGTH) {
            throw new SyntaxException("at most " + MAX_LENGTH + " characters are wanted", MAX_LENGTH);
        }
        var fields = FORM.matcher(text.strip());
        if (!fields.matches()) {
            throw new SyntaxException("usage, selector, matching type and hexadecimal data are wanted", 0);
        }
        var data = fields.group(4).replaceAll("[ \t]", "").toLowerCase(Locale.ROOT);
        if (data.length() % 2 != 0) {
            throw new SyntaxException("an even number of hexadecimal digits is wanted", fields.end(4));
        }
        return new TlsaRecord(
                octet(fields.group(1), fields.start(1)),
                octet(fields.group(2), fields.start(2)),
                octet(fields.group(3), fields.start(3)),
                data);
    }

    private static int octet(String digits, int position) throws SyntaxException {
        int value = Integer.parseInt(digits);
        if (value > 255) {
            throw new SyntaxException("a number up to 255 is wanted", position);
        }
        return value;
    }

    public static String text(TlsaRecord record) {
        return record.usage() + " " + record.selector() + " " + record.matchingType() + " " + record.association();
    }
}
