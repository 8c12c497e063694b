package chancery.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Writes a message with some of its entities exchanged; every octet outside of them, their delimiters included, stays as
 * it came (RFC 2046 §5.1.1). The message itself is not changed.
 */
public final class PartEditor {
    private final Message message;

    /** By the first octet that is exchanged. */
    private final NavigableMap<Long, Change> changes = new TreeMap<>();

    private record Change(long end, MimeSource instead) {}

    private PartEditor(Message message) {
        this.message = message;
    }

    public static PartEditor of(Message message) {
        return new PartEditor(message);
    }

    /**
     * Puts a complete entity, header section and body, in the place of one.
     *
     * @param instead must not contain a line that is a delimiter around it
     * @throws IllegalArgumentException when the entity lies inside an encoded message, or overlaps one exchanged before
     */
    public PartEditor replace(Entity entity, MimeSource instead) {
        return change(entity, entity.extent().start(), instead);
    }

    /** Puts another body, encoded as the entity's header section says, in the place of an entity's. */
    public PartEditor replaceBody(Entity entity, MimeSource instead) {
        return change(entity, entity.extent().bodyStart(), instead);
    }

    private PartEditor change(Entity entity, long start, MimeSource instead) {
        long end = entity.extent().end();
        boolean ours = entity.source().equals(message.source());
        Map.Entry<Long, Change> before = changes.lowerEntry(end);
        boolean free = before == null || before.getValue().end() <= start;
        if (!ours || !free || changes.containsKey(start)) {
            throw new IllegalArgumentException("this part cannot be exchanged here");
        }
        changes.put(start, new Change(end, instead));
        return this;
    }

    /** Writes the message with what was exchanged. */
    public void writeTo(OutputStream out) throws IOException {
        long at = 0;
        for (Map.Entry<Long, Change> change : changes.entrySet()) {
            copy(message.source().open(at, change.getKey()), out);
            copy(change.getValue().instead().open(), out);
            at = change.getValue().end();
        }
        copy(message.source().open(at, Long.MAX_VALUE), out);
    }

    private static void copy(InputStream from, OutputStream out) throws IOException {
        try (from) {
            from.transferTo(out);
        }
    }
}
