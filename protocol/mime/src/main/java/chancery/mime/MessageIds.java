package chancery.mime;

import java.util.ArrayList;
import java.util.List;

/** Message identifiers (RFC 5322 §3.6.4). */
final class MessageIds {
    private MessageIds() {}

    /** The identifiers between angle brackets, in order. */
    static List<String> all(String value) {
        var ids = new ArrayList<String>();
        int open = value.indexOf('<');
        while (open >= 0) {
            int close = value.indexOf('>', open);
            if (close < 0) {
                break;
            }
            String id = value.substring(open + 1, close).strip();
            if (!id.isEmpty()) {
                ids.add(id);
            }
            open = value.indexOf('<', close);
        }
        return ids;
    }

    /** The first identifier without brackets, or what is there without any, or empty text. */
    static String bare(String value) {
        var ids = all(value);
        return ids.isEmpty() ? value.strip() : ids.getFirst();
    }
}
