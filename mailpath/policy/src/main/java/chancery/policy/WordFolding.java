package chancery.policy;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Folds characters so that words compare equal however they are written: lower case, without accents, compatibility
 * forms as their plain letters, sharp s as ss. Whatever is not a letter or digit is a {@link #SPACE}; soft hyphens,
 * joiners and zero-width characters, which only hide or break a word, vanish. A table look-up per UTF-16 unit, so that
 * no text from outside can make it slow; characters beyond the basic plane separate words.
 */
final class WordFolding {
    static final char SPACE = ' ';
    /** The character leaves no trace. */
    static final char VANISHES = 0;
    /** The character becomes several: see {@link #expansion}. */
    static final char EXPANDS = 1;

    private static final Map<Character, String> SPECIAL =
            Map.of('ß', "ss", 'æ', "ae", 'œ', "oe", 'ø', "o", 'ł', "l", 'đ', "d", 'ı', "i");
    private static final Map<Character, String> EXPANSIONS = new HashMap<>();
    private static final char[] TABLE = new char[0x10000];

    static {
        for (int c = 0; c < TABLE.length; c++) {
            String folded = needsNormalizing(c) ? normalized((char) c) : plain((char) c);
            TABLE[c] = folded.isEmpty() ? VANISHES : folded.length() == 1 ? folded.charAt(0) : EXPANDS;
            if (folded.length() > 1) {
                EXPANSIONS.put((char) c, folded);
            }
        }
    }

    private WordFolding() {}

    static char fold(char c) {
        return TABLE[c];
    }

    static String expansion(char c) {
        return EXPANSIONS.getOrDefault(c, "");
    }

    /** The whole text folded, every run of spaces as one, with one before and one after. */
    static String fold(String text) {
        var out = new StringBuilder(" ");
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : SPACE;
            char folded = fold(c);
            String piece = folded == EXPANDS ? expansion(c) : folded == VANISHES ? "" : String.valueOf(folded);
            for (int j = 0; j < piece.length(); j++) {
                char f = piece.charAt(j);
                if (f != SPACE || out.charAt(out.length() - 1) != SPACE) {
                    out.append(f);
                }
            }
        }
        return out.toString();
    }

    // East Asian ideographs and Hangul syllables are most of the plane and have nothing to fold
    private static boolean needsNormalizing(int c) {
        return c < 0x3400 || c >= 0xF900;
    }

    private static String normalized(char c) {
        var out = new StringBuilder();
        for (char part :
                Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKD).toCharArray()) {
            out.append(plain(part));
        }
        return out.toString();
    }

    private static String plain(char c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> "";
            case Character.COMBINING_SPACING_MARK -> String.valueOf(c);
            default -> {
                char lower = Character.toLowerCase(c);
                yield Character.isLetterOrDigit(c) ? SPECIAL.getOrDefault(lower, String.valueOf(lower)) : " ";
            }
        };
    }
}
