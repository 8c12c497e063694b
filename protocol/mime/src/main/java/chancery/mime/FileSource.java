package chancery.mime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file; a range is reached by seeking. */
final class FileSource implements MimeSource {
    private final Path file;

    FileSource(Path file) {
        this.file = file;
    }

    @Override
    public InputStream open() throws IOException {
        return open(0, Long.MAX_VALUE);
    }

    @Override
    public InputStream open(long from, long to) throws IOException {
        var channel = FileChannel.open(file);
        try {
            if (from > 0) {
                channel.position(from);
            }
            return new RangeInputStream(Channels.newInputStream(channel), Math.max(0, to - from));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
