package chancery.report;

import chancery.mail.EnhancedStatus;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reply or the words of a report: the codes in it, and the plain words that are left without codes and names. */
record BounceText(String raw) {
    private static final int LONGEST = 4_000;
    private static final int LONGEST_EVIDENCE = 500;
    private static final String STATUS = "([245])\\.(\\d{1,3})\\.(\\d{1,3})(?![.\\d])";

    /** A status right behind a reply code, as servers write it: {@code 550 5.1.1}, {@code 550-'5.2.2}. */
    private static final Pattern BEHIND_CODE =
            Pattern.compile("(?<![\\d.])[245]\\d\\d(?:[ -]|_CODE ?:)[ '#:,]{0,3}" + STATUS);

    private static final Pattern ALONE = Pattern.compile("(?<![\\d.])" + STATUS);
    private static final Pattern CODE = Pattern.compile("(?<![\\d.#=-])([245][0-5]\\d)(?=[ :,;'.-]|$)(?!\\.\\d)");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\"':,;()\\[\\]]+@[^\\s<>\"':,;()\\[\\]]*");
    private static final Pattern LINK = Pattern.compile("(?:https?:|//)\\S+");

    BounceText {
        String line = raw.replaceAll("\\s+", " ").strip();
        raw = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }

    boolean isEmpty() {
        return raw.isEmpty();
    }

    Optional<EnhancedStatus> status() {
        return find(BEHIND_CODE).or(() -> find(ALONE));
    }

    private Optional<EnhancedStatus> find(Pattern pattern) {
        Matcher matcher = pattern.matcher(LINK.matcher(raw).replaceAll(" "));
        return matcher.find() ? Optional.of(status(matcher)) : Optional.empty();
    }

    private static EnhancedStatus status(Matcher matcher) {
        return new EnhancedStatus(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
    }

    /** The first reply code that is no success (RFC 5321 §4.2.1). */
    OptionalInt code() {
        Matcher matcher =
                CODE.matcher(ADDRESS.matcher(LINK.matcher(raw).replaceAll(" ")).replaceAll(" "));
        while (matcher.find()) {
            int code = Integer.parseInt(matcher.group(1));
            if (code >= 400) {
                return OptionalInt.of(code);
            }
        }
        return OptionalInt.empty();
    }

    /** In lower case, without addresses, links and codes, which hold words that mean nothing here. */
    String words() {
        String text = LINK.matcher(raw).replaceAll(m -> listing(m.group()));
        text = ADDRESS.matcher(text).replaceAll(" ");
        text = text.replaceAll("(?<![\\d.])[245]\\d\\d[ -]'?#?[245]\\.\\d{1,3}\\.\\d{1,3}", " ");
        text = text.replace('\u2019', '\'').toLowerCase(Locale.ROOT);
        return text.replaceAll("\\s+", " ").strip();
    }

    private static String listing(String link) {
        String lower = link.toLowerCase(Locale.ROOT);
        if (lower.matches(".*(spamhaus|dnsbl|/rbl|/query/bl).*")) {
            return " (link to a blocklist) ";
        }
        return lower.contains("groups.google.com/support") ? " (link to help for groups) " : " ";
    }

    String evidence() {
        return raw.length() <= LONGEST_EVIDENCE ? raw : raw.substring(0, LONGEST_EVIDENCE);
    }
}
