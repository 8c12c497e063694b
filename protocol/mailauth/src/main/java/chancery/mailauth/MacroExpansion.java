package chancery.mailauth;

import chancery.mailauth.MacroString.Part;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Puts the values of one query into macros (RFC 7208 §7.2, §7.3). */
final class MacroExpansion {
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_EXPLANATION = 512;

    private final SpfQuery query;
    private final String receiver;
    private final Instant now;
    private final SpfAddresses addresses;

    MacroExpansion(SpfQuery query, String receiver, Instant now, SpfAddresses addresses) {
        this.query = query;
        this.receiver = receiver;
        this.now = now;
        this.addresses = addresses;
    }

    /** A name to ask for, cut from the left to 253 characters (RFC 7208 §7.3). */
    String name(MacroString spec, String domain) {
        String name = expand(spec, domain);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        while (name.length() > LONGEST_NAME && name.indexOf('.') >= 0) {
            name = name.substring(name.indexOf('.') + 1);
        }
        return name;
    }

    /** Printable ASCII, or empty where what was expanded is not. */
    String explanation(MacroString text, String domain) {
        String explanation = expand(text, domain);
        boolean printable = explanation.chars().allMatch(c -> c == ' ' || Cursor.isVisible(c));
        return printable && explanation.length() <= LONGEST_EXPLANATION ? explanation : "";
    }

    private String expand(MacroString spec, String domain) {
        var text = new StringBuilder();
        for (Part part : spec.parts()) {
            text.append(
                    switch (part) {
                        case Part.Literal literal -> literal.text();
                        case Part.Macro macro -> value(macro, domain);
                    });
        }
        return text.toString();
    }

    private String value(Part.Macro macro, String domain) {
        String value = pieces(letter(macro.letter(), domain), macro);
        return macro.escaped() ? escaped(value) : value;
    }

    private String letter(char letter, String domain) {
        return switch (letter) {
            case 's' -> query.sender();
            case 'l' -> query.localPart();
            case 'o' -> query.domain();
            case 'd' -> domain;
            case 'i' -> dotted(query.client());
            case 'p' -> addresses.validatedName(domain);
            case 'v' -> query.client() instanceof Inet4Address ? "in-addr" : "ip6";
            case 'h' -> query.helo();
            case 'c' -> readable(query.client());
            case 'r' -> receiver.isEmpty() ? "unknown" : receiver;
            case 't' -> Long.toString(now.getEpochSecond());
            default -> throw new IllegalStateException("the parser lets no other letter through");
        };
    }

    /** RFC 7208 §7.3: an IPv6 address as nibbles with dots between them. */
    private static String dotted(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address.getHostAddress();
        }
        var nibbles = new ArrayList<String>();
        for (byte octet : address.getAddress()) {
            nibbles.add(Integer.toHexString((octet >> 4) & 0xf));
            nibbles.add(Integer.toHexString(octet & 0xf));
        }
        return String.join(".", nibbles);
    }

    /** RFC 5952 §4: the longest run of zero groups is left out, the first of equals, and never a single one. */
    static String readable(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address.getHostAddress();
        }
        String[] groups = address.getHostAddress().replaceFirst("%.*", "").split(":");
        int start = 0;
        int length = 0;
        for (int from = 0; from < groups.length; from++) {
            int to = from;
            while (to < groups.length && groups[to].equals("0")) {
                to++;
            }
            if (to - from > length) {
                start = from;
                length = to - from;
            }
        }
        if (length < 2) {
            return String.join(":", groups);
        }
        var all = Arrays.asList(groups);
        return String.join(":", all.subList(0, start)) + "::" + String.join(":", all.subList(start + length, 8));
    }

    private static String pieces(String value, Part.Macro macro) {
        boolean plain =
                macro.labels() == 0 && !macro.reverse() && macro.delimiters().equals(".");
        if (plain) {
            return value;
        }
        var pieces = split(value, macro.delimiters());
        if (macro.reverse()) {
            Collections.reverse(pieces);
        }
        int from = macro.labels() == 0 ? 0 : Math.max(0, pieces.size() - macro.labels());
        return String.join(".", pieces.subList(from, pieces.size()));
    }

    private static List<String> split(String value, String delimiters) {
        var pieces = new ArrayList<String>();
        int start = 0;
        for (int i = 0; i < value.length(); i++) {
            if (delimiters.indexOf(value.charAt(i)) >= 0) {
                pieces.add(value.substring(start, i));
                start = i + 1;
            }
        }
        pieces.add(value.substring(start));
        return pieces;
    }

    // RFC 3986 §2.3
    private static String escaped(String value) {
        var text = new StringBuilder();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            boolean unreserved = Cursor.isAlphanumeric(octet) || "-._~".indexOf(octet) >= 0;
            text.append(unreserved ? String.valueOf((char) octet) : String.format("%%%02X", octet));
        }
        return text.toString();
    }
}
