package chancery.mime;

import java.io.IOException;
import java.io.InputStream;

/** A body with its transfer encoding taken off, decoded anew at each opening. */
record DecodedSource(MimeSource outer, long start, long end, TransferEncoding encoding) implements MimeSource {
    @Override
    public InputStream open() throws IOException {
        return encoding.decode(outer.open(start, end));
    }
}
