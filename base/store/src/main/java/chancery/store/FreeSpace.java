package chancery.store;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What of a file is free: gaps between what is taken, and everything beyond its end. For one thread. */
final class FreeSpace {
    /** @param offset of its first octet */
    record Span(long offset, long length) {
        long end() {
            return offset + length;
        }
    }

    private final TreeMap<Long, Span> byOffset = new TreeMap<>();
    private final TreeSet<Span> bySize =
            new TreeSet<>(Comparator.comparingLong(Span::length).thenComparingLong(Span::offset));
    private long end;

    /** Everything but {@code taken}, which may overlap. */
    static FreeSpace around(List<Span> taken) {
        var space = new FreeSpace();
        for (Span span :
                taken.stream().sorted(Comparator.comparingLong(Span::offset)).toList()) {
            if (span.offset() > space.end) {
                space.add(new Span(space.end, span.offset() - space.end));
            }
            space.end = Math.max(space.end, span.end());
        }
        return space;
    }

    /** The octets up to the last one taken. */
    long end() {
        return end;
    }

    /** Takes the smallest gap that suffices, or grows the end. Returns the offset. */
    long take(long length) {
        Span gap = bySize.ceiling(new Span(0, length));
        if (gap == null) {
            long offset = end;
            end += length;
            return offset;
        }
        remove(gap);
        if (gap.length() > length) {
            add(new Span(gap.offset() + length, gap.length() - length));
        }
        return gap.offset();
    }

    /** Gives back what was taken. */
    void give(long offset, long length) {
        long from = offset;
        long to = offset + length;
        Map.Entry<Long, Span> before = byOffset.lowerEntry(offset);
        if (before != null && before.getValue().end() == from) {
            remove(before.getValue());
            from = before.getKey();
        }
        Span after = byOffset.get(to);
        if (after != null) {
            remove(after);
            to = after.end();
        }
        if (to == end) {
            end = from;
        } else {
            add(new Span(from, to - from));
        }
    }

    private void add(Span gap) {
        byOffset.put(gap.offset(), gap);
        bySize.add(gap);
    }

    private void remove(Span gap) {
        byOffset.remove(gap.offset());
        bySize.remove(gap);
    }
}
