package chancery.spool;

import java.io.InputStream;

/** The clear content of a mail, for as many readers as ask, one after the other or at once. */
@FunctionalInterface
public interface ContentSource {
    /**
     * A new stream from the first octet; the caller closes it. Octets are released only after they were verified.
     *
     * @throws chancery.mail.FaultException when the content cannot be read now, or never again because its key was
     *     destroyed; a deliverer lets it pass
     */
    InputStream openClear();
}
