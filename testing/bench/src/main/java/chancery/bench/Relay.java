package chancery.bench;

import java.io.IOException;

/** A relay that is measured. */
interface Relay extends AutoCloseable {
    String name();

    /** Where it takes mail on 127.0.0.1. */
    int port();

    /** The process that started all its others. */
    long process();

    @Override
    void close() throws IOException;
}
