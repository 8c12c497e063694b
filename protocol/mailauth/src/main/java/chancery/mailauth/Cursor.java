package chancery.mailauth;

import chancery.mail.SyntaxException;
import java.util.function.IntPredicate;

/** A place in a text that is being read from left to right. */
final class Cursor {
    /** Stands for the end of the text; no predicate of this package is true for it. */
    static final int END = -1;

    private final String text;
    private int at;

    Cursor(String text) {
        this.text = text;
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    int peek() {
        return atEnd() ? END : text.charAt(at);
    }

    int peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : END;
    }

    int next() {
        return atEnd() ? END : text.charAt(at++);
    }

    /** Goes on when the next character is this one. */
    boolean accept(char c) {
        if (peek() == c) {
            at++;
            return true;
        }
        return false;
    }

    void expect(char c) throws SyntaxException {
        if (!accept(c)) {
            throw wrong("'" + c + "' expected");
        }
    }

    /** As many characters as fit, possibly none. */
    String take(IntPredicate fits) {
        int start = at;
        while (!atEnd() && fits.test(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    SyntaxException wrong(String what) {
        return new SyntaxException(what, at);
    }

    /** A decimal number of one to three digits without leading zeros, or -1. */
    static int number(String digits) {
        boolean leadingZero = digits.length() > 1 && digits.charAt(0) == '0';
        if (digits.isEmpty() || digits.length() > 3 || leadingZero) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            if (!isDigit(digits.charAt(i))) {
                return -1;
            }
            value = 10 * value + digits.charAt(i) - '0';
        }
        return value;
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isAlpha(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isAlphanumeric(int c) {
        return isAlpha(c) || isDigit(c);
    }

    /** RFC 5234 §B.1 */
    static boolean isVisible(int c) {
        return c >= 0x21 && c <= 0x7e;
    }
}
