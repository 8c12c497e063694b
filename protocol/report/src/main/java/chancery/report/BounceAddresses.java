package chancery.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses that a report's words name as those that were not reached, each with the lines that are about it. */
final class BounceAddresses {
    private static final int LONGEST_LINE = 2_000;
    private static final int MOST = 200;
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]";
    private static final Pattern ADDRESS =
            Pattern.compile(ATOM + "{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,200}[A-Za-z0-9])?");

    /** What stands before an address that is not the recipient's. */
    private static final Pattern OTHER = Pattern.compile(
            "(?i)(\\bfrom|sender|contact|send (an? )?(e-?)?mail to|e-?mail to|return-path|reply-to|message-id|sent"
                    + " by|cc|to the address)[\\s:<(\"']*$");

    /** What stands before the recipient's: nothing, or a word that announces it. */
    private static final Pattern ANNOUNCED = Pattern.compile("(?i)(^[\\s>*<\"'\\[({-]*|\\b(rcpt"
            + " to|to|for|user|recipients?|address(es)?|userid|size|attempts|failed|list|in|errors|full|email"
            + " address|[45]\\d\\d))[\\s:<\"'(]*$");

    /** Lines of old sendmail that stand before the address they are about. */
    private static final Pattern DIALOGUE = Pattern.compile("^\\s*(<<<|>>>|While talking|\\d{3} \\S+ \\(smtp\\))");

    private static final Pattern TO_LINE = Pattern.compile("(?i)^[\\s>]*to\\s*:.*");

    private BounceAddresses() {}

    static List<String> in(String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = ADDRESS.matcher(text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) : text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    /** Recipients in order, each with its lines; {@code known} are named elsewhere and then the only ones. */
    static Map<String, String> segments(String words, List<String> known, Set<String> others) {
        String[] lines = words.split("\r?\n");
        List<Named> all = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            boolean weak = TO_LINE.matcher(lines[i]).matches();
            for (String address : announced(lines, i)) {
                boolean wanted = known.isEmpty() ? !weak && !others.contains(key(address)) : known.contains(address);
                if (wanted && all.size() < MOST) {
                    all.add(new Named(address, i));
                }
            }
        }
        Map<String, String> segments = new LinkedHashMap<>();
        for (Named named : all) {
            if (segments.keySet().stream().noneMatch(a -> key(a).equals(key(named.address())))) {
                segments.put(named.address(), cut(lines, named, all));
            }
        }
        return segments;
    }

    private record Named(String address, int line) {}

    static String key(String address) {
        return address.toLowerCase(Locale.ROOT);
    }

    private static List<String> announced(String[] lines, int index) {
        String line = lines[index].length() > LONGEST_LINE ? lines[index].substring(0, LONGEST_LINE) : lines[index];
        String before = "";
        for (int i = index - 1; i >= 0 && before.isBlank(); i--) {
            before = lines[i];
        }
        List<String> found = new ArrayList<>();
        Matcher matcher = ADDRESS.matcher(line);
        while (matcher.find()) {
            String start = line.substring(0, matcher.start());
            boolean first = start.isBlank() || start.strip().equals("<");
            boolean other = OTHER.matcher(start).find()
                    || (first && OTHER.matcher(before).find());
            if (!other && ANNOUNCED.matcher(start).find()) {
                found.add(matcher.group());
            }
        }
        return found;
    }

    /** The lines from where an address is named to where another one is, with the dialogue that led to each. */
    private static String cut(String[] lines, Named named, List<Named> all) {
        int from = withDialogue(lines, named.line());
        int to = lines.length;
        for (Named other : all) {
            boolean next = other.line() > named.line() && !key(other.address()).equals(key(named.address()));
            to = next ? Math.min(to, withDialogue(lines, other.line())) : to;
        }
        return String.join("\n", List.of(lines).subList(from, Math.max(named.line() + 1, to)));
    }

    private static int withDialogue(String[] lines, int line) {
        int from = line;
        while (from > 0 && DIALOGUE.matcher(lines[from - 1]).find()) {
            from--;
        }
        return from;
    }
}
