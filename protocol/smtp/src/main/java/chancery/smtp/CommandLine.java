package chancery.smtp;

import java.util.Locale;

/**
 * A command as the client sent it.
 *
 * @param argument what follows the verb and one space, without trailing spaces
 */
record CommandLine(Verb verb, String argument) {
    enum Verb {
        EHLO,
        HELO,
        MAIL,
        RCPT,
        DATA,
        BDAT,
        RSET,
        NOOP,
        QUIT,
        VRFY,
        EXPN,
        HELP,
        AUTH,
        STARTTLS,
        UNKNOWN;

        /** Moves mail, and is bounded by other limits than the rate of commands. */
        boolean carriesMail() {
            return this == MAIL || this == RCPT || this == DATA || this == BDAT;
        }
    }

    static CommandLine parse(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == ' ') {
            end--;
        }
        int space = line.indexOf(' ');
        int verbEnd = space < 0 || space > end ? end : space;
        String argument = verbEnd < end ? line.substring(verbEnd + 1, end) : "";
        return new CommandLine(verb(line, verbEnd), argument);
    }

    private static Verb verb(String line, int length) {
        if (length == 4 || length == 8) {
            String word = line.substring(0, length).toUpperCase(Locale.ROOT);
            for (Verb verb : Verb.values()) {
                if (verb != Verb.UNKNOWN && verb.name().equals(word)) {
                    return verb;
                }
            }
        }
        return Verb.UNKNOWN;
    }
}
