package chancery.smtp;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The extensions that a server offered in its reply to EHLO (RFC 5321 §4.1.1.1). A line that is no keyword is passed
 * over, as servers write all kinds of things there.
 *
 * @param greeting the first line: domain and words
 * @param extensions keyword in upper case to its parameters in the order given
 */
public record EhloReply(String greeting, Map<String, List<String>> extensions) {
    public EhloReply {
        extensions = Map.copyOf(extensions);
    }

    static EhloReply of(ServerReply reply) {
        var extensions = new HashMap<String, List<String>>();
        for (String line : reply.lines().subList(1, reply.lines().size())) {
            List<String> words = EsmtpParameters.words(line);
            if (!words.isEmpty() && EsmtpParameters.isKeyword(words.getFirst())) {
                extensions.putIfAbsent(
                        words.getFirst().toUpperCase(Locale.ROOT), List.copyOf(words.subList(1, words.size())));
            }
        }
        return new EhloReply(reply.lines().getFirst(), extensions);
    }

    /** @param keyword in upper case */
    public boolean offers(String keyword) {
        return extensions.containsKey(keyword);
    }

    /** Parameters of an extension; empty also when it is not offered. */
    public List<String> parameters(String keyword) {
        return extensions.getOrDefault(keyword, List.of());
    }

    /** The limit of RFC 1870 §3 in octets; empty when there is none or it is 0. */
    public OptionalLong maximumSize() {
        return number(parameters("SIZE").stream().findFirst().orElse(""));
    }

    /** A limit of RFC 9422 §3, such as {@code RCPTMAX}. */
    public OptionalLong limit(String name) {
        return parameters("LIMITS").stream()
                .filter(word -> word.regionMatches(true, 0, name + "=", 0, name.length() + 1))
                .map(word -> number(word.substring(name.length() + 1)))
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong number(String digits) {
        if (!digits.matches("[0-9]{1,18}")) {
            return OptionalLong.empty();
        }
        long value = Long.parseLong(digits);
        return value == 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
