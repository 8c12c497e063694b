package chancery.config;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A number of octets, written {@code 150MB}. Units are B, KB, MB and GB, each 1,024 times the one before.
 *
 * @param octets zero or more
 */
public record DataSize(long octets) implements Comparable<DataSize> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*(B|KB|MB|GB)", Pattern.CASE_INSENSITIVE);

    public DataSize {
        if (octets < 0) {
            throw new IllegalArgumentException("a size is zero or more");
        }
    }

    /** Reads {@code 150MB}; throws {@link IllegalArgumentException} with a sentence for a person. */
    public static DataSize parse(String text) {
        var found = FORM.matcher(text.strip());
        if (!found.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no size; write a number and B, KB, MB or GB: 150MB");
        }
        int power = switch (found.group(2).toUpperCase(Locale.ROOT)) {
            case "GB" -> 30;
            case "MB" -> 20;
            case "KB" -> 10;
            default -> 0;
        };
        return new DataSize(Math.multiplyExact(Long.parseLong(found.group(1)), 1L << power));
    }

    public static DataSize ofMegabytes(long count) {
        return new DataSize(count << 20);
    }

    /** The octets as an int, or the largest int when there are more. */
    public int asInt() {
        return (int) Math.min(Integer.MAX_VALUE, octets);
    }

    @Override
    public int compareTo(DataSize other) {
        return Long.compare(octets, other.octets);
    }

    @Override
    public String toString() {
        if (octets > 0 && octets % (1L << 30) == 0) {
            return (octets >> 30) + "GB";
        }
        if (octets > 0 && octets % (1L << 20) == 0) {
            return (octets >> 20) + "MB";
        }
        return octets > 0 && octets % 1024 == 0 ? (octets >> 10) + "KB" : octets + "B";
    }
}
