package chancery.smtp;

import chancery.mail.SmtpReply;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;

/** Words for a broken connection, without names or addresses. */
final class SmtpClientTrouble {
    private SmtpClientTrouble() {}

    static String phrase(IOException e) {
        return switch (e) {
            case SocketTimeoutException t -> "The next hop did not answer in time";
            case ConnectException c -> "The next hop did not accept the connection";
            case NoRouteToHostException n -> "There is no route to the next hop";
            case EOFException eof -> "The next hop closed the connection";
            case SmtpClientProtocolException p -> "The next hop broke the protocol";
            default -> "The connection to the next hop broke";
        };
    }

    /** RFC 3463 §3.5: 4.4.2 bad connection, 4.5.0 protocol trouble. */
    static SmtpReply reply(IOException e) {
        return SmtpReply.of(451, e instanceof SmtpClientProtocolException ? "4.5.0" : "4.4.2", phrase(e));
    }
}
