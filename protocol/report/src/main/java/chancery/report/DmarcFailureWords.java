package chancery.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DMARC failure reports without a machine-readable part, as an Exim configuration in wide use sends them. */
final class DmarcFailureWords {
    private static final String END_OF_WORDS = "------";

    private DmarcFailureWords() {}

    static Optional<FeedbackReport> read(String text) {
        int end = text.indexOf(END_OF_WORDS);
        String words = end < 0 ? text : text.substring(0, end);
        Optional<String> domain = value(words, "Sender Domain");
        Optional<String> ip = value(words, "Sender IP Address");
        if (!words.contains("DMARC") || domain.isEmpty() || ip.isEmpty()) {
            return Optional.empty();
        }
        List<String> unaligned = new ArrayList<>();
        value(words, "DKIM Alignment").filter("no"::equals).ifPresent(no -> unaligned.add("dkim"));
        value(words, "SPF Alignment").filter("no"::equals).ifPresent(no -> unaligned.add("spf"));
        var origin = new FeedbackReport.Origin(
                Optional.empty(), List.of(), Optional.empty(), ip, value(words, "Received date"), Optional.empty());
        List<String> results = value(words, "DMARC Results").stream().toList();
        var about = new FeedbackReport.About(List.of(domain.get()), List.of(), results, Optional.empty());
        return Optional.of(new FeedbackReport(
                FeedbackType.AUTH_FAILURE,
                "",
                origin,
                about,
                Optional.of(AuthFailure.dmarc(unaligned, Optional.empty())),
                1,
                true));
    }

    private static Optional<String> value(String words, String label) {
        Matcher line = Pattern.compile("(?m)^[ \\t]*" + label + ":[ \\t]*(\\S[^\\r\\n]*)")
                .matcher(words);
        return line.find() ? Optional.of(line.group(1).strip()) : Optional.empty();
    }
}
