package chancery.mime;

/** Finds line feeds that are no line ends of mail. */
final class LineEnds {
    private static final int NEAR = 128;
    private static final int LARGEST_BLOCK = 16 << 10;

    private LineEnds() {}

    /**
     * Position of the first line feed in [from, to) without a carriage return before it, or {@code to}.
     *
     * @param afterReturn whether the octet before {@code from} was a carriage return
     */
    static int bareFeed(byte[] octets, int from, int to, boolean afterReturn) {
        if (from < to && octets[from] == '\n' && !afterReturn) {
            return from;
        }
        // text with bare ends has one here, and is not looked through in blocks from each line again
        int near = from + Math.min(NEAR, to - from);
        int feed = ByteScan.indexOf(octets, from + 1, near, '\n');
        if (feed < near && octets[feed - 1] != '\r') {
            return feed;
        }
        int at = Math.min(feed + 1, near);
        for (int block = NEAR; at < to; block = Math.min(2 * block, LARGEST_BLOCK)) {
            int end = at + Math.min(block, to - at);
            if (ByteScan.hasWithout(octets, at, end, '\n', '\r')) {
                return first(octets, at, end);
            }
            at = end;
        }
        return to;
    }

    private static int first(byte[] octets, int from, int to) {
        int feed = ByteScan.indexOf(octets, from, to, '\n');
        while (feed < to && octets[feed - 1] == '\r') {
            feed = ByteScan.indexOf(octets, feed + 1, to, '\n');
        }
        return feed;
    }
}
