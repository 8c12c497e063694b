package chancery.mime;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Date and time of a message (RFC 5322 §3.3), the obsolete forms of §4.3 and what else is seen. */
final class MailDate {
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    // RFC 5322 §4.3
    private static final Map<String, Integer> ZONES = Map.of(
            "ut", 0, "gmt", 0, "est", -5, "edt", -4, "cst", -6, "cdt", -5, "mst", -7, "mdt", -6, "pst", -8, "pdt", -7);

    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ENGLISH);

    private static final boolean[] ENDS_WORD = HeaderLexer.table(" \t\r\n(,");

    private MailDate() {}

    static String write(Instant instant, ZoneId zone) {
        return WRITTEN.format(instant.atZone(zone).toOffsetDateTime());
    }

    static Optional<OffsetDateTime> parse(String value) {
        var words = words(value);
        try {
            return assemble(words);
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Words without comments, commas and the name of the day. */
    private static List<String> words(String value) {
        var lexer = new HeaderLexer(value);
        var words = new ArrayList<String>();
        while (!lexer.atEnd() && words.size() < 12) {
            lexer.skipCfws();
            String word = lexer.until(ENDS_WORD).toLowerCase(Locale.ROOT);
            boolean dayName =
                    words.isEmpty() && !word.isEmpty() && Character.isLetter(word.charAt(0)) && !isMonth(word);
            if (!word.isEmpty() && !dayName) {
                words.add(word);
            }
            lexer.take(',');
        }
        return words;
    }

    private static boolean isMonth(String word) {
        return word.length() >= 3 && MONTHS.contains(word.substring(0, 3));
    }

    private static Optional<OffsetDateTime> assemble(List<String> words) {
        if (words.size() < 3) {
            return Optional.empty();
        }
        var rest = new ArrayList<>(words);
        int time = timeIndex(rest);
        if (time < 0) {
            return Optional.empty();
        }
        String clock = rest.remove(time);
        boolean monthFirst = isMonth(rest.getFirst());
        int month = month(rest.remove(monthFirst ? 0 : 1));
        int day = Integer.parseInt(rest.removeFirst());
        // the C library's asctime has the year behind the time and often a zone before it
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        int yearAt = 0;
        while (yearAt < rest.size() && !isYear(rest.get(yearAt))) {
            yearAt++;
        }
        int year = year(rest.remove(yearAt < rest.size() ? yearAt : 0));
        String[] parts = clock.split(":");
        int second =
                parts.length > 2 ? Math.min(59, Integer.parseInt(parts[2].substring(0, digits(parts[2], 0, 2)))) : 0;
        var local = LocalDateTime.of(year, month, day, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), second);
        return Optional.of(local.atOffset(zone(rest.isEmpty() ? "" : rest.getFirst())));
    }

    private static int timeIndex(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (isTime(words.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** One or two digits two or three times with colons between them, perhaps a fraction of a second. */
    private static boolean isTime(String word) {
        int at = digits(word, 0, 2);
        int numbers = at > 0 ? 1 : 0;
        while (numbers > 0 && numbers < 3 && at < word.length() && word.charAt(at) == ':') {
            int end = digits(word, at + 1, 2);
            numbers = end > at + 1 ? numbers + 1 : 0;
            at = end;
        }
        if (numbers > 1 && at + 1 < word.length() && word.charAt(at) == '.') {
            at = digits(word, at + 1, word.length());
        }
        return numbers > 1 && at == word.length();
    }

    /** The place behind the digits from there on, so many at most. */
    private static int digits(String word, int from, int most) {
        int at = from;
        while (at < word.length() && at < from + most && word.charAt(at) >= '0' && word.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static boolean isYear(String word) {
        return word.length() >= 2 && digits(word, 0, 4) == word.length();
    }

    private static int month(String word) {
        int month = word.length() < 3 ? -1 : MONTHS.indexOf(word.substring(0, 3));
        if (month < 0) {
            throw new DateTimeException("no month");
        }
        return month + 1;
    }

    // RFC 5322 §4.3: two digits are of the years 1950 to 2049, three count from 1900
    private static int year(String word) {
        int year = Integer.parseInt(word);
        if (word.length() > 3) {
            return year;
        }
        return word.length() == 2 && year < 50 ? 2000 + year : 1900 + year;
    }

    private static ZoneOffset zone(String word) {
        boolean signed = word.startsWith("+") || word.startsWith("-");
        if (signed && word.length() > 3 && digits(word, 1, 4) == word.length()) {
            int number = Integer.parseInt(word.substring(1));
            int minutes = number / 100 * 60 + number % 100;
            // RFC 5322 §3.3 allows up to +9959, Java's offsets end at 18 hours
            int bounded = Math.min(minutes, 18 * 60);
            return ZoneOffset.ofTotalSeconds((word.charAt(0) == '-' ? -bounded : bounded) * 60);
        }
        return ZoneOffset.ofHours(ZONES.getOrDefault(word, 0));
    }
}
