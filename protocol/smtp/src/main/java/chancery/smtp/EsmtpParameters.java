package chancery.smtp;

import chancery.mail.SyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Parameters behind a path in MAIL and RCPT (RFC 5321 §4.1.2 Mail-parameters). Each may stand once; keywords are kept in
 * upper case, values as they came. A keyword without {@code =} has the empty value.
 */
final class EsmtpParameters {
    private static final int MAX_PARAMETERS = 32;

    private EsmtpParameters() {}

    /**
     * Reads {@code SIZE=1000 BODY=8BITMIME}; several spaces between parameters are taken for one.
     *
     * @param offset where the text stands in its line, for the position of a fault
     */
    static Map<String, String> parse(String text, int offset) throws SyntaxException {
        var parameters = new LinkedHashMap<String, String>();
        int i = 0;
        while (i < text.length()) {
            if (text.charAt(i) == ' ') {
                i++;
                continue;
            }
            int end = text.indexOf(' ', i);
            end = end < 0 ? text.length() : end;
            put(parameters, text.substring(i, end), offset + i);
            i = end;
        }
        return parameters;
    }

    private static void put(Map<String, String> parameters, String parameter, int position) throws SyntaxException {
        int equals = parameter.indexOf('=');
        String keyword = equals < 0 ? parameter : parameter.substring(0, equals);
        String value = equals < 0 ? "" : parameter.substring(equals + 1);
        if (!isKeyword(keyword)) {
            throw new SyntaxException("parameter keyword expected", position);
        }
        if (equals >= 0 && !isValue(value)) {
            throw new SyntaxException("parameter value expected", position + equals + 1);
        }
        if (parameters.size() == MAX_PARAMETERS
                || parameters.putIfAbsent(keyword.toUpperCase(Locale.ROOT), value) != null) {
            throw new SyntaxException("parameter given twice, or too many", position);
        }
    }

    /** RFC 5321 §4.1.2 esmtp-keyword. */
    static boolean isKeyword(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!alphanumeric && (c != '-' || i == 0)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    // RFC 6531 §3.3 adds non-ASCII to esmtp-value
    private static boolean isValue(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c != '=' && c != 0x7f);
    }

    /** Words of an EHLO line or other text separated by spaces. */
    static List<String> words(String text) {
        var words = new ArrayList<String>();
        for (String word : text.split(" ")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}
