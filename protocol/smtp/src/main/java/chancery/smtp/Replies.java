package chancery.smtp;

import chancery.mail.SmtpReply;

/** The server's own replies. */
final class Replies {
    static final SmtpReply OK = SmtpReply.of(250, "2.0.0", "OK");
    static final SmtpReply BYE = SmtpReply.of(221, "2.0.0", "Bye");
    static final SmtpReply READY_FOR_TLS = SmtpReply.of(220, "2.0.0", "Ready to start TLS");
    static final SmtpReply AUTHENTICATED = SmtpReply.of(235, "2.7.0", "Authentication succeeded");
    static final SmtpReply CANNOT_VERIFY = SmtpReply.of(252, "2.5.2", "Cannot verify, but will take mail and try");
    static final SmtpReply HELP =
            SmtpReply.of(214, "2.0.0", "EHLO HELO MAIL RCPT DATA BDAT RSET NOOP VRFY QUIT STARTTLS AUTH");

    static final SmtpReply UNKNOWN_COMMAND = SmtpReply.of(500, "5.5.2", "Command not known");
    static final SmtpReply LINE_TOO_LONG = SmtpReply.of(500, "5.5.6", "Line too long");
    static final SmtpReply BAD_LINE = SmtpReply.of(500, "5.5.2", "Not a line of text");
    static final SmtpReply BARE_LINE_FEED = SmtpReply.of(500, "5.5.2", "Lines end with CR LF; closing");
    static final SmtpReply NO_ARGUMENT = SmtpReply.of(501, "5.5.4", "No argument expected");
    static final SmtpReply NOT_IMPLEMENTED = SmtpReply.of(502, "5.5.1", "Command not implemented");
    static final SmtpReply NOT_OFFERED = SmtpReply.of(502, "5.5.1", "Not offered here");
    static final SmtpReply OUT_OF_ORDER = SmtpReply.of(503, "5.5.1", "Commands out of order");
    static final SmtpReply UNKNOWN_PARAMETER = SmtpReply.of(555, "5.5.4", "Parameter not known");
    static final SmtpReply NO_RECIPIENTS = SmtpReply.of(554, "5.5.1", "No valid recipients");
    static final SmtpReply TOO_MANY_RECIPIENTS = SmtpReply.of(452, "4.5.3", "Too many recipients, send the rest again");
    static final SmtpReply NEEDS_UTF8 = SmtpReply.of(553, "5.6.7", "This address needs SMTPUTF8");

    static final SmtpReply TOO_BIG = SmtpReply.of(552, "5.3.4", "Message too big");
    static final SmtpReply BAD_LINE_ENDING =
            SmtpReply.of(550, "5.6.0", "Message refused: CR or LF that stands alone, or NUL");
    static final SmtpReply LONG_LINE = SmtpReply.of(550, "5.6.0", "Message refused: line too long");
    static final SmtpReply FAULT = SmtpReply.of(451, "4.3.0", "Local fault, try again later");

    static final SmtpReply AUTH_NEEDS_TLS = SmtpReply.of(538, "5.7.11", "Encryption needed first");
    static final SmtpReply AUTH_REJECTED = SmtpReply.of(535, "5.7.8", "Authentication failed");
    static final SmtpReply AUTH_UNAVAILABLE = SmtpReply.of(454, "4.7.0", "Temporary authentication failure");
    static final SmtpReply AUTH_CANCELLED = SmtpReply.of(501, "5.7.0", "Authentication cancelled");
    static final SmtpReply AUTH_MALFORMED = SmtpReply.of(501, "5.5.2", "Not what this mechanism sends");
    static final SmtpReply AUTH_UNKNOWN = SmtpReply.of(504, "5.5.4", "Mechanism not known");

    static final SmtpReply PIPELINED_TLS = SmtpReply.of(554, "5.5.1", "Nothing may follow STARTTLS; closing");
    static final SmtpReply TIMED_OUT = SmtpReply.of(421, "4.4.2", "Timed out waiting for you; closing");
    static final SmtpReply TOO_SLOW = SmtpReply.of(421, "4.4.2", "Too slow; closing");
    static final SmtpReply STOPPING = SmtpReply.of(421, "4.3.2", "Server is stopping; closing");
    static final SmtpReply TOO_MANY_CONNECTIONS = SmtpReply.of(421, "4.7.0", "Too many connections; closing");
    static final SmtpReply TOO_MANY_ERRORS = SmtpReply.of(421, "4.7.0", "Too many errors; closing");
    static final SmtpReply TOO_MANY_COMMANDS = SmtpReply.of(421, "4.7.0", "Too many commands; closing");
    static final SmtpReply TOO_MANY_TRANSACTIONS = SmtpReply.of(421, "4.7.0", "Enough for one session; closing");

    static final String TIMED_OUT_LINE = line(TIMED_OUT);
    static final String TOO_SLOW_LINE = line(TOO_SLOW);

    private Replies() {}

    /** A malformed argument; the words come from our own parsers. */
    static SmtpReply malformed(String what) {
        return SmtpReply.of(501, "5.5.4", "Syntax: " + what);
    }

    static String line(SmtpReply reply) {
        String wire = ReplyWriter.wireForm(reply);
        return wire.substring(0, wire.length() - 2);
    }
}
