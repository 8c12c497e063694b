package chancery.smtp;

import java.io.IOException;

/** Told before and after a channel waits for its peer, so that someone can end the wait. */
interface WireWatch {
    WireWatch NONE = new WireWatch() {};

    default void beforeRead() {}

    default void afterRead() throws IOException {}

    default void beforeWrite() {}

    default void afterWrite() throws IOException {}
}
