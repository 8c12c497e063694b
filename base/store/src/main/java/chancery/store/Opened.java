package chancery.store;

import chancery.mail.MessageContent;
import java.io.InputStream;

/** What became of the wish to read a content. */
public sealed interface Opened {
    /**
     * To be closed by the reader. Each segment was verified before it is given out; a blob that was changed or cut short
     * ends with an {@link java.io.IOException} in place of a normal end.
     */
    record Content(MessageContent content, InputStream clear) implements Opened {}

    /** A body is here, for example out of a backup, but the key that opened it was destroyed. */
    record KeyDestroyed() implements Opened {}

    /** Nothing under this name for this tenant. */
    record Absent() implements Opened {}
}
