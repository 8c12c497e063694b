package chancery.report;

import chancery.mime.Entity;
import chancery.mime.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a report as far as they say why: its words, its fields, and the header section of the mail it is about.
 *
 * @param words text for people up to where the mail begins that came back
 * @param returned that mail's header section, or as much of it as stands in the words
 */
record BounceParts(String words, List<FieldBlock> blocks, String returned) {
    private static final int MOST_CHARACTERS = 60_000;
    private static final int MOST_BLOCKS = 201;

    /** Where programs begin to give back the mail. */
    private static final String RETURNED =
            "(?im)^[-\\s=*|>]{0,40}(below this line is a copy|below is a copy|enclosed is a copy|this is a copy"
                    + " of|included is a copy|original message( follows|:|\\s*-|$)|original mail (as follows|info)|message"
                    + " headers follow|unsent message follows|the header of the original|returned message|original message"
                    + " headers|message text follows|(received|return-path|dkim-signature|x-received) ?:)";

    static BounceParts of(Message message) throws IOException {
        var words = new StringBuilder();
        var fields = new StringBuilder();
        var returned = new StringBuilder();
        collect(message.root(), words, fields, returned);
        String text = words.toString();
        String[] halves = text.split(RETURNED, 2);
        if (fields.isEmpty() && text.toLowerCase(java.util.Locale.ROOT).contains("final-recipient")) {
            fields.append(text);
        }
        String rest = text.substring(halves[0].length());
        return new BounceParts(
                halves[0],
                FieldBlock.read(fields.toString(), MOST_BLOCKS),
                returned.append('\n').append(rest).toString());
    }

    private static void collect(Entity entity, StringBuilder words, StringBuilder fields, StringBuilder returned)
            throws IOException {
        String type = entity.contentType().mediaType();
        if (type.startsWith("message/") && !type.endsWith("delivery-status") && !type.endsWith("feedback-report")) {
            returned.append(header(entity));
        } else if (type.equals("text/rfc822-headers") || type.equals("text/rfc822-header")) {
            returned.append(entity.text(MOST_CHARACTERS));
        } else if (type.endsWith("delivery-status") || type.endsWith("feedback-report")) {
            fields.append(PartText.of(entity)).append("\n\n");
        } else if (!entity.children().isEmpty()) {
            for (Entity child : entity.children()) {
                collect(child, words, fields, returned);
            }
        } else if (words.length() < MOST_CHARACTERS && isWords(entity)) {
            words.append(plain(entity)).append('\n');
        }
    }

    private static boolean isWords(Entity entity) {
        return entity.contentType().isText() || entity.contentType().isMultipart();
    }

    private static String plain(Entity entity) throws IOException {
        String text = entity.text(MOST_CHARACTERS);
        if (!entity.contentType().is("text/html")) {
            return text;
        }
        String bare = text.replaceAll("(?s)<(style|head)\\b.*?</\\1>", " ");
        return bare.replaceAll("(?i)<(br|p|div|tr)\\b[^>]*>", "\n")
                .replaceAll("<[a-zA-Z/!][^>]*>", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
    }

    private static String header(Entity entity) throws IOException {
        if (entity.isMessage()) {
            return entity.children().getFirst().header().fields().stream()
                    .map(f -> f.name() + ": " + f.value() + "\n")
                    .reduce("", String::concat);
        }
        return entity.text(MOST_CHARACTERS);
    }

    List<String> returnedTo() {
        return addresses("to");
    }

    List<String> returnedFrom() {
        List<String> all = new ArrayList<>(addresses("from"));
        all.addAll(addresses("return-path"));
        return all;
    }

    private List<String> addresses(String field) {
        return FieldBlock.read(returned, 20).stream()
                .flatMap(b -> b.all(field).stream())
                .flatMap(v -> BounceAddresses.in(v).stream())
                .distinct()
                .toList();
    }
}
