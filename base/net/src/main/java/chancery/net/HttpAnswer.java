package chancery.net;

import chancery.mail.SyntaxException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A whole answer of HTTP/1.1 (RFC 9112 §2.1).
 *
 * @param mediaType in lower case without parameters; empty when there is none
 * @param body empty unless the status is 200: no other is read
 */
public record HttpAnswer(int status, String mediaType, byte[] body) {

    /**
     * Reads one answer, and no more octets than it has when it says how many.
     *
     * @param maxOctets of the body
     * @throws SyntaxException when it is malformed, cut short, in a content coding or too large
     */
    public static HttpAnswer read(InputStream in, int maxOctets) throws IOException, SyntaxException {
        return new HttpAnswerReader(in, maxOctets).read();
    }
}
