package chancery.mime;

/** What is known of an attachment while a TNEF stream is read. */
final class TnefAttachment {
    String title = "";
    String shortName = "";
    String longName = "";
    String displayName = "";
    String mediaType = "";
    String contentId = "";
    private long start = -1;
    private long end = -1;

    void data(long from, long to) {
        start = from;
        end = to;
    }

    boolean hasData() {
        return start >= 0;
    }

    long start() {
        return start;
    }

    long end() {
        return end;
    }

    String name() {
        if (!longName.isEmpty()) {
            return longName;
        }
        if (!title.isEmpty()) {
            return title;
        }
        return shortName.isEmpty() ? displayName : shortName;
    }
}
