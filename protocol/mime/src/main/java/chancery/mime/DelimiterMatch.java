package chancery.mime;

import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/** The open multipart whose delimiter (RFC 2046 §5.1.1) a line is. */
record DelimiterMatch(OpenEntity multipart, boolean isClose) {

    /**
     * @param open the open entities, innermost first
     * @param start first octet behind the two hyphens
     * @param end end of the line without its terminator
     */
    static Optional<DelimiterMatch> find(Deque<OpenEntity> open, byte[] line, int start, int end) {
        int trimmed = end;
        while (trimmed > start && (line[trimmed - 1] == ' ' || line[trimmed - 1] == '\t')) {
            trimmed--;
        }
        Optional<DelimiterMatch> loose = Optional.empty();
        int longest = 0;
        for (OpenEntity entity : open) {
            byte[] boundary = entity.boundary();
            int length = boundary.length;
            if (!entity.awaitsDelimiter() || !startsWith(line, start, trimmed, boundary)) {
                continue;
            }
            boolean close = isClose(line, start + length, trimmed);
            if (start + length == trimmed || (close && start + length + 2 == trimmed)) {
                return Optional.of(new DelimiterMatch(entity, close));
            }
            // RFC 2046 §5.1.1: it is sufficient that the boundary appear; yet it must not be the beginning of another
            boolean apart = close || line[start + length] == ' ' || line[start + length] == '\t';
            if (apart && length > longest) {
                longest = length;
                loose = Optional.of(new DelimiterMatch(entity, close));
            }
        }
        return loose;
    }

    private static boolean startsWith(byte[] line, int start, int end, byte[] boundary) {
        return end - start >= boundary.length
                && Arrays.equals(line, start, start + boundary.length, boundary, 0, boundary.length);
    }

    private static boolean isClose(byte[] line, int at, int end) {
        return end - at >= 2 && line[at] == '-' && line[at + 1] == '-';
    }
}
