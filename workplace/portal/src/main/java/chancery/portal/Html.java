package chancery.portal;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.List;

/**
 * Markup that is safe to send. It is built from templates written in the source ({@code {}} marks a gap) and from texts
 * that are escaped on their way in; there is no way to make markup out of a text that came from outside.
 *
 * <p>A gap may stand between tags or inside a double-quoted attribute value that is neither a script, a style nor an
 * address chosen by an outsider.
 */
final class Html {
    static final Html NOTHING = new Html("");

    private final String markup;

    private Html(String markup) {
        this.markup = markup;
    }

    /** Fills the gaps of a template in order: {@code Html} goes in as it is, everything else escaped. */
    static Html of(@CompileTimeConstant String template, Object... values) {
        StringBuilder out = new StringBuilder(template.length() + 64);
        int from = 0;
        for (Object value : values) {
            int gap = template.indexOf("{}", from);
            if (gap < 0) {
                throw new IllegalArgumentException("more values than gaps");
            }
            out.append(template, from, gap);
            append(out, value);
            from = gap + 2;
        }
        if (template.indexOf("{}", from) >= 0) {
            throw new IllegalArgumentException("more gaps than values");
        }
        return new Html(out.append(template, from, template.length()).toString());
    }

    /** The text, escaped. */
    static Html text(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        escape(out, text);
        return new Html(out.toString());
    }

    static Html join(List<Html> parts) {
        StringBuilder out = new StringBuilder();
        parts.forEach(part -> out.append(part.markup));
        return new Html(out.toString());
    }

    static Html when(boolean condition, Html then) {
        return condition ? then : NOTHING;
    }

    /** Fills {@code {0}}, {@code {1}} of a sentence in a language; the sentence itself is escaped too. */
    static Html sentence(String sentence, Object... values) {
        StringBuilder out = new StringBuilder(sentence.length() + 64);
        int at = 0;
        while (at < sentence.length()) {
            boolean gap = at + 2 < sentence.length() && sentence.charAt(at) == '{' && sentence.charAt(at + 2) == '}';
            int index = gap ? sentence.charAt(at + 1) - '0' : -1;
            if (index >= 0 && index < values.length) {
                append(out, values[index]);
                at += 3;
            } else {
                escape(out, sentence.substring(at, at + 1));
                at++;
            }
        }
        return new Html(out.toString());
    }

    private static void append(StringBuilder out, Object value) {
        if (value instanceof Html html) {
            out.append(html.markup);
        } else {
            escape(out, value.toString());
        }
    }

    private static void escape(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '`' -> out.append("&#96;");
                default -> out.append(Unprintable.is(c) ? '\uFFFD' : c);
            }
        }
    }

    @Override
    public String toString() {
        return markup;
    }
}
