package chancery.mailauth;

import chancery.mail.SyntaxException;
import chancery.mailauth.TagList.Tag;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** RFC 6376 §3.5; with small differences the ARC-Message-Signature of RFC 8617 §4.1.2. */
final class DkimSignatureParser {
    private static final int MOST_FIELDS = 1000;
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?");
    private static final int LONGEST_SIGNATURE = 2048;

    private final TagList tags;
    private final boolean arc;

    private DkimSignatureParser(TagList tags, boolean arc) {
        this.tags = tags;
        this.arc = arc;
    }

    /** @param versionRequired false for signatures of the drafts before RFC 4871 §3.5, with no tag v or a smaller one */
    static DkimSignature parse(String value, boolean versionRequired) throws SyntaxException {
        var tags = TagList.parse(value);
        if (versionRequired || tags.has("v")) {
            var version = tags.required("v");
            if (!version.value().equals("1")
                    && (versionRequired || !version.value().matches("0\\.[0-9]"))) {
                throw new SyntaxException("unknown version", version.position());
            }
        }
        var parser = new DkimSignatureParser(tags, false);
        return parser.signature(parser.identity());
    }

    /** The tag i has another meaning here: the instance. */
    static DkimSignature parseArc(TagList tags) throws SyntaxException {
        if (tags.has("v")) {
            // RFC 8617 §4.1.2
            throw new SyntaxException("tag \"v\" is not allowed", 0);
        }
        return new DkimSignatureParser(tags, true).signature("");
    }

    private DkimSignature signature(String identity) throws SyntaxException {
        String[] canonicalization = tags.value("c", "simple/simple").split("/", -1);
        var signature = TagList.base64(tags.required("b"));
        if (signature.length > LONGEST_SIGNATURE) {
            throw new SyntaxException("signature too long", tags.required("b").position());
        }
        String domain = domain(tags.required("d"));
        return new DkimSignature(
                tags.required("a").value(),
                signature,
                TagList.base64(tags.required("bh")),
                canonicalization(canonicalization, 0),
                canonicalization(canonicalization, 1),
                domain,
                fields(),
                identity.isEmpty() ? "@" + domain : identity,
                number("l", DkimSignature.WHOLE_BODY, 76),
                tags.has("q") ? tags.list("q") : List.of("dns/txt"),
                domain(tags.required("s")),
                time("t", Instant.MIN),
                time("x", Instant.MAX));
    }

    private Canonicalization canonicalization(String[] words, int place) throws SyntaxException {
        String word = place < words.length ? words[place].strip() : "simple";
        for (var value : Canonicalization.values()) {
            if (value.word().equalsIgnoreCase(word) && words.length <= 2) {
                return value;
            }
        }
        throw new SyntaxException("unknown canonicalization", tags.required("c").position());
    }

    static String domain(Tag tag) throws SyntaxException {
        String name = tag.value().toLowerCase(Locale.ROOT);
        // RFC 6376 §3.5 takes sub-domains of RFC 5321 §4.1.2; underscores are found in selectors
        if (name.length() > 253 || !NAME.matcher(name).matches() || name.contains("..")) {
            throw new SyntaxException("domain name expected", tag.position());
        }
        return name;
    }

    private List<String> fields() throws SyntaxException {
        var names = tags.list("h");
        int at = tags.required("h").position();
        if (names.size() > MOST_FIELDS) {
            throw new SyntaxException("more than " + MOST_FIELDS + " field names", at);
        }
        if (arc) {
            // found in the wild and harmless: an empty name picks no field
            names = names.stream().filter(n -> !n.isEmpty()).toList();
        }
        for (String name : names) {
            if (name.isEmpty() || !name.chars().allMatch(c -> Cursor.isVisible(c) && c != ':')) {
                throw new SyntaxException("field name expected", at);
            }
        }
        return names.stream().map(n -> n.toLowerCase(Locale.ROOT)).toList();
    }

    // RFC 6376 §3.5: at most so many digits; what is larger than a number can be is as good as endless
    private long number(String name, long otherwise, int digits) throws SyntaxException {
        if (!tags.has(name)) {
            return otherwise;
        }
        var tag = tags.required(name);
        if (!tag.value().matches("[0-9]{1," + digits + "}")) {
            throw new SyntaxException("number expected", tag.position());
        }
        String significant = tag.value().replaceFirst("^0+(?=.)", "");
        return significant.length() > 18 ? DkimSignature.WHOLE_BODY - 1 : Long.parseLong(significant);
    }

    private Instant time(String name, Instant otherwise) throws SyntaxException {
        long seconds = number(name, -1, 20);
        return seconds < 0 ? otherwise : Instant.ofEpochSecond(Math.min(seconds, Instant.MAX.getEpochSecond() - 1));
    }

    private String identity() throws SyntaxException {
        if (!tags.has("i")) {
            return "";
        }
        var tag = tags.required("i");
        String identity = quotedPrintable(tag);
        int at = identity.lastIndexOf('@');
        if (at < 0) {
            throw new SyntaxException("'@' expected", tag.position());
        }
        return identity.substring(0, at) + identity.substring(at).toLowerCase(Locale.ROOT);
    }

    // RFC 6376 §2.11
    private static String quotedPrintable(Tag tag) throws SyntaxException {
        var octets = new ByteArrayOutputStream();
        String value = tag.value();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '=') {
                String digits = value.substring(i + 1, Math.min(value.length(), i + 3));
                if (!digits.matches("[0-9A-F]{2}")) {
                    throw new SyntaxException("two hexadecimal digits expected", tag.position() + i + 1);
                }
                octets.write(Integer.parseInt(digits, 16));
                i += 2;
            } else if (!TagList.isSpace(c)) {
                octets.write(c);
            }
        }
        return octets.toString(StandardCharsets.UTF_8);
    }
}
