package chancery.mailauth;

import chancery.mail.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** RFC 7208 §7.1 */
final class MacroStringParser {
    private static final String LETTERS = "slodiphv";
    private static final String EXPLANATION_LETTERS = LETTERS + "crt";
    private static final String DELIMITERS = ".-+,/_=";
    private static final int MOST_LABELS = 128;

    private final String text;
    private final Cursor cursor;
    private final int offset;
    private final boolean explanation;
    private final List<MacroString.Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    private MacroStringParser(String text, int offset, boolean explanation) {
        this.text = text;
        this.cursor = new Cursor(text);
        this.offset = offset;
        this.explanation = explanation;
    }

    /** @param offset of the text in what is read, for positions */
    static MacroString domainSpec(String text, int offset) throws SyntaxException {
        var spec = new MacroStringParser(text, offset, false).parse();
        if (!endsLikeDomain(spec)) {
            throw new SyntaxException("domain-spec expected", offset);
        }
        return spec;
    }

    /** The value of a modifier that is not known (RFC 7208 §6). */
    static MacroString unknown(String text, int offset) throws SyntaxException {
        return new MacroStringParser(text, offset, false).parse();
    }

    /** What a sender shall be told; may hold spaces and more letters (RFC 7208 §6.2). */
    static MacroString explanation(String text) throws SyntaxException {
        return new MacroStringParser(text, 0, true).parse();
    }

    private MacroString parse() throws SyntaxException {
        while (!cursor.atEnd()) {
            int c = cursor.next();
            if (c == '%') {
                percent();
            } else if (Cursor.isVisible(c) || (explanation && c == ' ')) {
                literal.append((char) c);
            } else {
                throw wrong("character not allowed in a macro-string");
            }
        }
        endLiteral();
        return new MacroString(text, parts);
    }

    private void percent() throws SyntaxException {
        switch (cursor.next()) {
            case '%' -> literal.append('%');
            case '_' -> literal.append(' ');
            case '-' -> literal.append("%20");
            case '{' -> macro();
            default -> throw wrong("'%' begins no macro");
        }
    }

    private void macro() throws SyntaxException {
        int written = cursor.next();
        String letter = written == Cursor.END ? "" : Character.toString(written).toLowerCase(Locale.ROOT);
        if (!Cursor.isAlpha(written) || !(explanation ? EXPLANATION_LETTERS : LETTERS).contains(letter)) {
            throw wrong("macro letter not allowed here");
        }
        String digits = cursor.take(Cursor::isDigit);
        int labels = digits.isEmpty() ? 0 : number(digits);
        boolean reverse = cursor.accept('r') || cursor.accept('R');
        String delimiters = cursor.take(c -> DELIMITERS.indexOf(c) >= 0);
        if (!cursor.accept('}')) {
            throw wrong("'}' expected");
        }
        endLiteral();
        parts.add(new MacroString.Part.Macro(
                letter.charAt(0),
                labels,
                reverse,
                delimiters.isEmpty() ? "." : delimiters,
                Character.isUpperCase(written)));
    }

    private int number(String digits) throws SyntaxException {
        String significant = digits.replaceFirst("^0+", "");
        if (significant.isEmpty()) {
            throw wrong("number of labels is zero");
        }
        return significant.length() > 3 ? MOST_LABELS : Math.min(MOST_LABELS, Integer.parseInt(significant));
    }

    private void endLiteral() {
        if (!literal.isEmpty()) {
            parts.add(new MacroString.Part.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private SyntaxException wrong(String what) {
        return new SyntaxException(what, offset + Math.max(0, cursor.position() - 1));
    }

    // RFC 7208 §7.1: domain-end is a dot and a toplabel, or a macro
    private static boolean endsLikeDomain(MacroString spec) {
        if (endsInPercentCode(spec.text())
                || (!spec.parts().isEmpty() && spec.parts().getLast() instanceof MacroString.Part.Macro)) {
            return true;
        }
        if (spec.parts().isEmpty()) {
            return false;
        }
        String end = ((MacroString.Part.Literal) spec.parts().getLast()).text();
        String name = end.endsWith(".") ? end.substring(0, end.length() - 1) : end;
        int dot = name.lastIndexOf('.');
        return dot >= 0 && isToplabel(name.substring(dot + 1));
    }

    private static boolean endsInPercentCode(String text) {
        int last = text.length() - 1;
        return last > 0 && text.charAt(last - 1) == '%' && "%_-".indexOf(text.charAt(last)) >= 0;
    }

    // a regular expression for this takes the square of the length on a label made for it
    private static boolean isToplabel(String label) {
        boolean notOnlyDigits = false;
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            boolean innerHyphen = c == '-' && i > 0 && i < label.length() - 1;
            if (!Cursor.isAlphanumeric(c) && !innerHyphen) {
                return false;
            }
            notOnlyDigits |= !Cursor.isDigit(c);
        }
        return notOnlyDigits;
    }
}
