package chancery.mailauth;

import chancery.mail.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** RFC 7208 §12 */
final class SpfRecordParser {
    /** RFC 7208 §3.4 asks for 450 at most; this is what a DNS message can hold. */
    static final int LONGEST = 65_535;

    private static final int BITS4 = 32;
    private static final int BITS6 = 128;
    private static final Pattern CIDR = Pattern.compile("(?s)(.*?)(?:/(\\d+))?(?://(\\d+))?");

    private final String text;
    private final List<SpfRecord.Directive> directives = new ArrayList<>();
    private final List<SpfRecord.Modifier> modifiers = new ArrayList<>();

    SpfRecordParser(String text) {
        this.text = text;
    }

    SpfRecord parse() throws SyntaxException {
        if (!SpfRecord.isSpf(text)) {
            throw new SyntaxException("\"v=spf1\" expected", 0);
        }
        if (text.length() > LONGEST) {
            throw new SyntaxException("record too long", LONGEST);
        }
        int at = SpfRecord.VERSION.length();
        while (at < text.length()) {
            int end = text.indexOf(' ', at);
            end = end < 0 ? text.length() : end;
            if (end > at) {
                term(text.substring(at, end), at);
            }
            at = end + 1;
        }
        return new SpfRecord(text, directives, modifiers);
    }

    private void term(String term, int at) throws SyntaxException {
        boolean qualified = "+-?~".indexOf(term.charAt(0)) >= 0;
        int start = qualified ? 1 : 0;
        int end = start;
        while (end < term.length() && isNameCharacter(term.charAt(end), end == start)) {
            end++;
        }
        if (end == start) {
            throw new SyntaxException("mechanism or modifier expected", at + start);
        }
        String name = term.substring(start, end).toLowerCase(Locale.ROOT);
        if (end < term.length() && term.charAt(end) == '=') {
            if (qualified) {
                throw new SyntaxException("a modifier has no qualifier", at);
            }
            modifier(name, term.substring(end + 1), at + end + 1);
        } else {
            var mechanism = mechanism(name, term.substring(end), at + end);
            directives.add(new SpfRecord.Directive(term, result(term.charAt(0)), mechanism));
        }
    }

    // RFC 7208 §6
    private static boolean isNameCharacter(char c, boolean first) {
        return Cursor.isAlpha(c) || (!first && (Cursor.isDigit(c) || c == '-' || c == '_' || c == '.'));
    }

    // RFC 7208 §4.6.2
    private static ResultWord result(char qualifier) {
        return switch (qualifier) {
            case '-' -> ResultWord.FAIL;
            case '~' -> ResultWord.SOFTFAIL;
            case '?' -> ResultWord.NEUTRAL;
            default -> ResultWord.PASS;
        };
    }

    private void modifier(String name, String value, int at) throws SyntaxException {
        boolean known = name.equals("redirect") || name.equals("exp");
        if (known && modifiers.stream().anyMatch(m -> m.name().equals(name))) {
            // RFC 7208 §6
            throw new SyntaxException("modifier appears twice", at);
        }
        var parsed = known ? MacroStringParser.domainSpec(value, at) : MacroStringParser.unknown(value, at);
        modifiers.add(new SpfRecord.Modifier(name, parsed));
    }

    private static SpfMechanism mechanism(String name, String rest, int at) throws SyntaxException {
        return switch (name) {
            case "all" -> {
                nothing(rest, at);
                yield new SpfMechanism.All();
            }
            case "include" -> new SpfMechanism.Include(MacroStringParser.domainSpec(argument(rest, at), at + 1));
            case "exists" -> new SpfMechanism.Exists(MacroStringParser.domainSpec(argument(rest, at), at + 1));
            case "a" -> new SpfMechanism.A(target(rest, at));
            case "mx" -> new SpfMechanism.Mx(target(rest, at));
            case "ptr" -> new SpfMechanism.Ptr(plainTarget(rest, at));
            case "ip4" -> new SpfMechanism.Ip(network(argument(rest, at), at + 1, BITS4));
            case "ip6" -> new SpfMechanism.Ip(network(argument(rest, at), at + 1, BITS6));
            // RFC 7208 §4.6.1
            default -> throw new SyntaxException("unknown mechanism", at);
        };
    }

    private static void nothing(String rest, int at) throws SyntaxException {
        if (!rest.isEmpty()) {
            throw new SyntaxException("end of the mechanism expected", at);
        }
    }

    private static String argument(String rest, int at) throws SyntaxException {
        if (!rest.startsWith(":")) {
            throw new SyntaxException("':' expected", at);
        }
        return rest.substring(1);
    }

    private static SpfMechanism.Target plainTarget(String rest, int at) throws SyntaxException {
        List<MacroString> spec =
                rest.isEmpty() ? List.of() : List.of(MacroStringParser.domainSpec(argument(rest, at), at + 1));
        return new SpfMechanism.Target(spec, BITS4, BITS6);
    }

    private static SpfMechanism.Target target(String rest, int at) throws SyntaxException {
        var parts = CIDR.matcher(rest);
        if (!parts.matches()) {
            throw new SyntaxException("domain-spec or prefix length expected", at);
        }
        int prefix4 = prefix(parts.group(2) == null ? "" : parts.group(2), BITS4, at);
        int prefix6 = prefix(parts.group(3) == null ? "" : parts.group(3), BITS6, at);
        var named = plainTarget(parts.group(1), at);
        return new SpfMechanism.Target(named.spec(), prefix4, prefix6);
    }

    private static int prefix(String digits, int most, int at) throws SyntaxException {
        if (digits.isEmpty()) {
            return most;
        }
        int length = Cursor.number(digits);
        if (length < 0 || length > most) {
            throw new SyntaxException("prefix length from 0 to " + most + " expected", at);
        }
        return length;
    }

    private static SpfNetwork network(String value, int at, int bits) throws SyntaxException {
        int slash = value.indexOf('/');
        String address = slash < 0 ? value : value.substring(0, slash);
        int prefix = bits;
        if (slash >= 0) {
            String digits = value.substring(slash + 1);
            if (digits.isEmpty()) {
                throw new SyntaxException("prefix length expected", at + slash + 1);
            }
            prefix = prefix(digits, bits, at + slash + 1);
        }
        return new SpfNetwork(bits == BITS4 ? SpfNetwork.ip4(address, at) : SpfNetwork.ip6(address, at), prefix);
    }
}
