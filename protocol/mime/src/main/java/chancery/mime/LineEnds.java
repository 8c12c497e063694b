package chancery.mime;

/** Finds line feeds that are no line ends of mail. */
final class LineEnds {
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
        // goes on from each line feed: in a body of equal lines, such as base64, the processor then guesses every
        // branch
        int feed = ByteScan.indexOf(octets, from + 1, to, '\n');
        while (feed < to && octets[feed - 1] == '\r') {
            feed = ByteScan.indexOf(octets, feed + 1, to, '\n');
        }
        return Math.min(feed, to);
    }
}
