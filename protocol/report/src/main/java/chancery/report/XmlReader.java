package chancery.report;

import chancery.mail.SyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads the XML of reports as it is really sent: unclosed elements, a {@code <} that begins no tag and octets that are no
 * UTF-8 are taken as text or passed over and noted. There is no document type, no entity of the document's own and
 * nothing is fetched: a document that declares a type is refused.
 */
final class XmlReader {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_ELEMENTS = 100_000;

    private final String document;
    private final ReportLimits limits;
    private final Predicate<XmlElement> keep;
    private final Deque<XmlElement> open = new ArrayDeque<>();
    private final Set<String> defects = new LinkedHashSet<>();

    /** How many elements the tree held when each open one began, and how many it holds now. */
    private final Deque<Integer> heldBefore = new ArrayDeque<>();

    private int held;
    private int at;

    /** @param keep told of each element when it ends; false leaves it out of the tree */
    XmlReader(byte[] octets, ReportLimits limits, Predicate<XmlElement> keep) {
        this.document = decoded(octets);
        this.limits = limits;
        this.keep = keep;
    }

    private String decoded(byte[] octets) {
        boolean utf16 = octets.length > 1 && (octets[0] & 0xff) + (octets[1] & 0xff) == 0xfe + 0xff && octets[0] < -1;
        Charset charset = utf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            defects.add("octets that are no " + charset);
            return new String(octets, charset);
        }
    }

    /** What the document breaks, each kind once. */
    Set<String> defects() {
        return defects;
    }

    /** An element without name that holds all there is. */
    XmlElement read() throws SyntaxException {
        var root = new XmlElement("");
        open.push(root);
        while (at < document.length()) {
            int tag = document.indexOf('<', at);
            int end = tag < 0 ? document.length() : tag;
            text(document.substring(at, end));
            at = end;
            if (tag >= 0) {
                markup();
            }
        }
        if (open.size() > 1) {
            defects.add("elements that do not end");
        }
        while (open.size() > 1) {
            close();
        }
        return root;
    }

    private void text(String raw) {
        open.element().append(XmlText.unescaped(raw));
    }

    private void markup() throws SyntaxException {
        if (document.startsWith("<!--", at)) {
            at = behind("-->", at + 4);
        } else if (document.startsWith("<![CDATA[", at)) {
            int start = at + 9;
            at = behind("]]>", start);
            open.element().append(document.substring(start, at - 3));
        } else if (document.startsWith("<!", at)) {
            throw new SyntaxException("a report that declares a document type", at);
        } else if (document.startsWith("<?", at)) {
            at = behind("?>", at + 2);
        } else if (document.startsWith("</", at)) {
            endTag();
        } else {
            startTag();
        }
    }

    private int behind(String mark, int from) throws SyntaxException {
        int found = document.indexOf(mark, from);
        if (found < 0) {
            throw new SyntaxException("no " + mark, at);
        }
        return found + mark.length();
    }

    private void startTag() throws SyntaxException {
        int nameEnd = nameEnd(at + 1);
        int end = nameEnd == at + 1 ? -1 : tagEnd(nameEnd);
        if (end < 0) {
            defects.add("a < that begins no tag");
            open.element().append("<");
            at++;
            return;
        }
        var element = new XmlElement(localName(at + 1, nameEnd));
        if (open.size() > limits.depth()) {
            throw new SyntaxException("elements nested too deep", at);
        }
        open.push(element);
        heldBefore.push(held);
        if (document.charAt(end - 1) == '/') {
            close();
        }
        at = end + 1;
    }

    private void endTag() throws SyntaxException {
        int nameEnd = nameEnd(at + 2);
        int end = nameEnd;
        while (end < document.length() && Character.isWhitespace(document.charAt(end))) {
            end++;
        }
        String name = localName(at + 2, nameEnd);
        boolean isTag = end < document.length() && document.charAt(end) == '>' && !name.isEmpty();
        if (!isTag || open.stream().noneMatch(e -> e.name().equals(name))) {
            defects.add("an end that nothing begins");
            at += isTag ? end + 1 - at : 2;
            return;
        }
        at = end + 1;
        while (!open.element().name().equals(name)) {
            defects.add("elements that do not end");
            close();
        }
        close();
    }

    private void close() throws SyntaxException {
        XmlElement ended = open.pop();
        int before = heldBefore.pop();
        if (keep.test(ended)) {
            open.element().add(ended);
            held++;
        } else {
            held = before;
        }
        if (held > MOST_ELEMENTS) {
            throw new SyntaxException("more than " + MOST_ELEMENTS + " elements", at);
        }
    }

    private int nameEnd(int start) {
        int i = start;
        int last = Math.min(document.length(), start + LONGEST_NAME);
        while (i < last && isNameCharacter(document.charAt(i), i == start)) {
            i++;
        }
        return i;
    }

    private static boolean isNameCharacter(char c, boolean first) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        return letter || (!first && ((c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':'));
    }

    private String localName(int start, int end) {
        String name = document.substring(start, end);
        return name.substring(name.indexOf(':') + 1);
    }

    /** The place of the {@code >}, or -1 when what follows the name is no attributes. */
    private int tagEnd(int nameEnd) {
        int i = nameEnd;
        char quote = 0;
        while (i < document.length()) {
            char c = document.charAt(i);
            boolean mayFollow = i > nameEnd || c == '>' || c == '/' || Character.isWhitespace(c);
            if (!mayFollow || (quote == 0 && c == '<')) {
                return -1;
            }
            if (quote == 0 && c == '>') {
                return i;
            }
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
            i++;
        }
        return -1;
    }
}
