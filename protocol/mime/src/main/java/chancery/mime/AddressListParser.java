package chancery.mime;

import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import java.util.ArrayList;
import java.util.List;

/** RFC 5322 §3.4 with the obsolete forms of §4.4. */
final class AddressListParser {
    private static final boolean[] ENDS_WORDS = HeaderLexer.table("()<>,;:\"[]");
    private static final boolean[] ENDS_WORD = HeaderLexer.table("()<>,;:\"[] \t\r\n");
    private static final boolean[] ENDS_LITERAL = HeaderLexer.table("],<");
    private static final boolean[] ENDS_OPEN_QUOTE = HeaderLexer.table(",<");
    private static final boolean[] ENDS_ROUTE = HeaderLexer.table("<>\"");
    private static final int MAX_ITEMS = 20_000;

    private final HeaderLexer lexer;
    private final List<AddressList.Item> items = new ArrayList<>();
    private int total;

    AddressListParser(String value) {
        this.lexer = new HeaderLexer(value);
    }

    /** A word of a phrase or address, with where it stood. */
    private record Word(String text, int start, int end, boolean quoted) {}

    AddressList parse() {
        while (!lexer.atEnd() && total < MAX_ITEMS) {
            lexer.skipCfws();
            if (!lexer.take(',') && !lexer.take(';') && !lexer.atEnd()) {
                item();
            }
        }
        return new AddressList(items);
    }

    private void item() {
        int start = lexer.position();
        lexer.forgetComment();
        var words = words();
        boolean group = lexer.peek() == ':'
                && words.stream().noneMatch(w -> !w.quoted() && w.text().contains("@"));
        if (group) {
            lexer.advance();
            items.add(new AddressList.Group(phrase(words), members()));
            total++;
        } else {
            items.add(mailbox(start, words));
        }
    }

    private List<HeaderMailbox> members() {
        var members = new ArrayList<HeaderMailbox>();
        while (total < MAX_ITEMS) {
            lexer.skipCfws();
            if (lexer.take(',')) {
                continue;
            }
            if (lexer.atEnd() || lexer.take(';')) {
                break;
            }
            int start = lexer.position();
            lexer.forgetComment();
            members.add(mailbox(start, words()));
        }
        return members;
    }

    /** Atoms, quoted strings and domain literals up to a special character that is no part of them. */
    private List<Word> words() {
        var words = new ArrayList<Word>();
        while (true) {
            lexer.skipCfws();
            int start = lexer.position();
            char c = lexer.peek();
            if (c == '"' && lexer.quoteEnds()) {
                words.add(new Word(lexer.quoted(), start, lexer.position(), true));
            } else if (c == '[' || (c == '"')) {
                lexer.passTo(c == '[' ? ENDS_LITERAL : ENDS_OPEN_QUOTE);
                lexer.take(']');
                words.add(new Word(lexer.between(start, lexer.position()), start, lexer.position(), false));
            } else if (lexer.atEnd() || (c < ENDS_WORDS.length && ENDS_WORDS[c])) {
                return words;
            } else {
                lexer.passTo(ENDS_WORD);
                words.add(new Word(lexer.between(start, lexer.position()), start, lexer.position(), false));
            }
        }
    }

    private HeaderMailbox mailbox(int start, List<Word> words) {
        total++;
        if (lexer.take('<')) {
            return angle(start, words);
        }
        int end = lexer.position();
        if (isListEnd()) {
            // RFC 822 §3.4.3: some had the name of a bare address in a comment, and old programs still write that
            return address(
                    EncodedWords.decode(lexer.lastComment()),
                    words,
                    lexer.between(start, end).strip());
        }
        skipToListEnd();
        return invalid("", start, "special character out of place");
    }

    private HeaderMailbox angle(int start, List<Word> name) {
        String displayName = phrase(name);
        skipRoute();
        int addressStart = lexer.position();
        var words = words();
        String text = lexer.between(addressStart, lexer.position()).strip();
        if (!lexer.take('>')) {
            skipToListEnd();
            return invalid(displayName, start, "'>' expected");
        }
        lexer.forgetComment();
        lexer.skipCfws();
        if (!isListEnd()) {
            skipToListEnd();
            return invalid(displayName, start, "text behind the address");
        }
        String shown = displayName.isEmpty() ? EncodedWords.decode(lexer.lastComment()) : displayName;
        return address(shown, words, text);
    }

    // RFC 5322 §4.4: obs-route is to be ignored
    private void skipRoute() {
        lexer.skipCfws();
        int start = lexer.position();
        if (lexer.peek() != '@') {
            return;
        }
        lexer.passTo(ENDS_ROUTE);
        String before = lexer.between(start, lexer.position());
        int colon = before.indexOf(':');
        lexer.moveTo(colon < 0 ? start : start + colon + 1);
    }

    private boolean isListEnd() {
        char c = lexer.peek();
        return lexer.atEnd() || c == ',' || c == ';';
    }

    private void skipToListEnd() {
        while (!lexer.atEnd() && !isListEnd()) {
            if (lexer.peek() == '"' && lexer.quoteEnds()) {
                lexer.quoted();
            } else if (!lexer.skipCfws()) {
                lexer.advance();
            }
        }
    }

    private HeaderMailbox invalid(String displayName, int start, String reason) {
        return new HeaderMailbox.Invalid(
                displayName, lexer.between(start, lexer.position()).strip(), reason);
    }

    /** The words of a display name with single spaces between those that were apart. */
    private static String phrase(List<Word> words) {
        var text = new StringBuilder();
        int end = -1;
        for (Word word : words) {
            if (end >= 0 && word.start() > end) {
                text.append(' ');
            }
            text.append(word.text());
            end = word.end();
        }
        return EncodedWords.decode(text.toString()).strip();
    }

    /** RFC 5322 §4.4 allows white space and comments around the dots and the at; nothing else may be left out. */
    private static HeaderMailbox address(String displayName, List<Word> words, String text) {
        try {
            return new HeaderMailbox.Valid(displayName, addressOf(words));
        } catch (SyntaxException e) {
            return new HeaderMailbox.Invalid(displayName, text, String.valueOf(e.getMessage()));
        }
    }

    private static EmailAddress addressOf(List<Word> words) throws SyntaxException {
        if (words.size() == 1 && !words.getFirst().quoted()) {
            return EmailAddress.parse(words.getFirst().text());
        }
        var local = new StringBuilder();
        var domain = new StringBuilder();
        boolean afterAt = false;
        String before = ".";
        for (Word word : words) {
            if (!joins(before, word)) {
                throw new SyntaxException("dot or '@' expected", word.start());
            }
            int at = word.quoted() || afterAt ? -1 : word.text().lastIndexOf('@');
            if (afterAt) {
                domain.append(word.quoted() ? "\"" : word.text());
            } else {
                local.append(at < 0 ? word.text() : word.text().substring(0, at));
                domain.append(at < 0 ? "" : word.text().substring(at + 1));
            }
            afterAt |= at >= 0;
            before = word.quoted() ? "q" : word.text();
        }
        if (!afterAt) {
            throw new SyntaxException("'@' expected", 0);
        }
        boolean quoted = words.stream().anyMatch(Word::quoted);
        return EmailAddress.parse(
                quoted ? new EmailAddress(local.toString(), domain.toString()).toString() : local + "@" + domain);
    }

    private static boolean joins(String before, Word word) {
        boolean open = before.endsWith(".") || before.endsWith("@");
        boolean continues =
                !word.quoted() && (word.text().startsWith(".") || word.text().startsWith("@"));
        return open != continues && (word.quoted() || !word.text().contains(".."));
    }
}
