package chancery.smtp;

/**
 * A name and a password in clear (RFC 4616 §2).
 *
 * @param authorization whom the client wants to act as: empty or the name; the server refuses anyone else
 * @param name whose password it is
 * @param password UTF-8; overwritten after the callback returns
 */
public record PlainCredentials(String authorization, String name, byte[] password) {
    @Override
    public String toString() {
        return "PlainCredentials[password withheld]";
    }
}
