package chancery.mailauth;

import chancery.mail.SyntaxException;
import chancery.mailauth.DmarcRecord.Alignment;
import chancery.mailauth.DmarcRecord.Policy;
import chancery.mailauth.DmarcRecord.PublicSuffix;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** RFC 9989 §4.8 */
final class DmarcRecordParser {
    static final Pattern VERSION = Pattern.compile("v[ \t]*=[ \t]*DMARC1[ \t]*(?=;|\\z)");

    private static final int LONGEST = 16_384;
    private static final Pattern TAG = Pattern.compile("[ \t]*+([A-Za-z]++)[ \t]*+=([ -:<-~\t]*+)");
    private static final Pattern OPTIONS = Pattern.compile("(?i)[01ds](:[01ds]){0,3}");
    private static final Pattern OLD_SIZE = Pattern.compile("![0-9]+[kmgtKMGT]?$");
    private static final Set<String> REMOVED = Set.of("pct", "rf", "ri");
    private static final Set<String> KNOWN =
            Set.of("v", "p", "sp", "np", "adkim", "aspf", "psd", "t", "rua", "ruf", "fo");

    private final String text;
    private final Map<String, String> tags = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    DmarcRecordParser(String text) {
        this.text = text;
    }

    DmarcRecord parse() throws SyntaxException {
        if (text.length() > LONGEST) {
            throw new SyntaxException("record too long", LONGEST);
        }
        if (!VERSION.matcher(text).lookingAt()) {
            throw new SyntaxException("\"v=DMARC1\" expected", 0);
        }
        readTags();
        var reports = uris("rua");
        var own = policy("p");
        var subdomains = policy("sp");
        var nonExistent = policy("np");
        // RFC 9989 §4.10.1: a wrong sp or np is as bad as a wrong p
        boolean valid = own.isPresent() && isAbsentOrValid("sp", subdomains) && isAbsentOrValid("np", nonExistent);
        var p = valid ? own.orElse(Policy.NONE) : Policy.NONE;
        var sp = valid ? subdomains.orElse(p) : Policy.NONE;
        var np = valid ? nonExistent.orElse(sp) : Policy.NONE;
        return new DmarcRecord(
                text,
                p,
                valid,
                sp,
                np,
                word("adkim", Map.of("r", Alignment.RELAXED, "s", Alignment.STRICT), Alignment.RELAXED),
                word("aspf", Map.of("r", Alignment.RELAXED, "s", Alignment.STRICT), Alignment.RELAXED),
                word(
                        "psd",
                        Map.of("y", PublicSuffix.YES, "n", PublicSuffix.NO, "u", PublicSuffix.UNKNOWN),
                        PublicSuffix.UNKNOWN),
                word("t", Map.of("y", true, "n", false), false),
                reports,
                uris("ruf"),
                failureOptions(),
                faults);
    }

    private boolean isAbsentOrValid(String tag, Optional<Policy> policy) {
        return !tags.containsKey(tag) || policy.isPresent();
    }

    // RFC 9989 §4.8: what cannot be read is left out, the rest counts
    private void readTags() {
        for (String part : text.split(";", -1)) {
            var tag = TAG.matcher(part);
            String value = tag.matches() ? tag.group(2).strip() : "\t";
            if (value.indexOf('\t') >= 0) {
                if (!part.isBlank()) {
                    faults.add("not a tag: " + shortened(part.strip()));
                }
                continue;
            }
            String name = tag.group(1).toLowerCase(Locale.ROOT);
            if (REMOVED.contains(name)) {
                // RFC 9989 §C.5.2
                faults.add("tag " + name + " is no longer used");
            } else if (!KNOWN.contains(name)) {
                faults.add("unknown tag " + shortened(name));
            } else if (tags.putIfAbsent(name, value) != null) {
                faults.add("tag " + name + " appears twice, the first counts");
            }
        }
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) : text;
    }

    private Optional<Policy> policy(String tag) {
        String value = tags.getOrDefault(tag, "");
        var policy = Policy.of(value);
        if (policy.isEmpty() && (tags.containsKey(tag) || tag.equals("p"))) {
            faults.add("tag " + tag + (tags.containsKey(tag) ? " has no policy" : " is missing"));
        }
        return policy;
    }

    private <T> T word(String tag, Map<String, T> words, T otherwise) {
        String value = tags.getOrDefault(tag, "").toLowerCase(Locale.ROOT);
        if (tags.containsKey(tag) && !words.containsKey(value)) {
            faults.add("tag " + tag + " has an unknown value");
        }
        return words.getOrDefault(value, otherwise);
    }

    private List<URI> uris(String tag) {
        var uris = new ArrayList<URI>();
        if (!tags.containsKey(tag)) {
            return uris;
        }
        for (String part : tags.getOrDefault(tag, "").split(",", -1)) {
            // RFC 9989 §4.8: the obsolete size is read over
            String uri = OLD_SIZE.matcher(part.strip()).replaceFirst("");
            try {
                var read = new URI(uri);
                if (!read.isAbsolute() || uri.indexOf('!') >= 0) {
                    faults.add("tag " + tag + " has no URI");
                } else if (uris.size() == DmarcRecord.MOST_URIS) {
                    faults.add("tag " + tag + " has more than " + DmarcRecord.MOST_URIS + " URIs, the first count");
                    return uris;
                } else {
                    uris.add(read);
                }
            } catch (URISyntaxException e) {
                faults.add("tag " + tag + " has no URI");
            }
        }
        return uris;
    }

    private Set<String> failureOptions() {
        String value = tags.getOrDefault("fo", "0").replaceAll("[ \t]", "");
        var options = new TreeSet<>(List.of(value.toLowerCase(Locale.ROOT).split(":", -1)));
        boolean valid = OPTIONS.matcher(value).matches() && !options.containsAll(Set.of("0", "1"));
        if (!valid) {
            faults.add("tag fo has an unknown value");
            return Set.of("0");
        }
        return options;
    }
}
