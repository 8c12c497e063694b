package chancery.report;

import chancery.mime.Entity;
import chancery.mime.HeaderSection;
import chancery.mime.Message;
import chancery.mime.MessageParser;
import chancery.mime.MimeLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds a feedback report (RFC 5965 §2) in a message. */
public final class FeedbackReader {
    private static final int MOST_WORDS = 20_000;

    private FeedbackReader() {}

    /**
     * The report, or empty when the message is none. DMARC failure reports that some filters write in words only are
     * read from those words and say so.
     */
    public static Optional<FeedbackReport> read(Message message) throws IOException {
        for (Entity entity :
                message.root().walk().filter(FeedbackReader::isFeedback).toList()) {
            List<FieldBlock> blocks = FieldBlock.read(PartText.of(entity), 1);
            if (!blocks.isEmpty() && blocks.getFirst().has("feedback-type")) {
                return Optional.of(report(blocks.getFirst(), returnedMessageId(message)));
            }
        }
        return DmarcFailureWords.read(message.view().text(MOST_WORDS));
    }

    // mail programs that carry a report on make plain text of the part
    private static boolean isFeedback(Entity entity) {
        return entity.contentType().is("message/feedback-report")
                || entity.contentType().is("text/plain")
                || entity.givenFileName().toLowerCase(Locale.ROOT).startsWith("feedback-report");
    }

    private static Optional<String> returnedMessageId(Message message) throws IOException {
        for (Entity entity : message.root().walk().skip(1).toList()) {
            Optional<HeaderSection> header = header(entity);
            if (header.isPresent()) {
                String id = header.get().value("Message-ID");
                return Optional.of(FieldBlock.withoutBrackets(id)).filter(i -> !i.isEmpty());
            }
        }
        return Optional.empty();
    }

    private static Optional<HeaderSection> header(Entity entity) throws IOException {
        if (entity.isMessage()) {
            return Optional.of(entity.children().getFirst().header());
        }
        boolean isHeader = entity.contentType().is("text/rfc822-headers")
                || entity.contentType().is("message/global-headers");
        if (!isHeader) {
            return Optional.empty();
        }
        try (InputStream in = entity.open()) {
            return Optional.of(MessageParser.parseHeader(in, MimeLimits.STANDARD));
        } catch (chancery.mail.SyntaxException e) {
            return Optional.empty();
        }
    }

    private static FeedbackReport report(FieldBlock block, Optional<String> returnedMessageId) {
        FeedbackType type = FeedbackType.of(block.first("feedback-type").orElse(""));
        var origin = new FeedbackReport.Origin(
                mailFrom(block),
                recipients(block),
                block.first("original-envelope-id"),
                block.first("source-ip"),
                block.first("arrival-date").or(() -> block.first("received-date")),
                block.typed("reporting-mta"));
        var about = new FeedbackReport.About(
                block.all("reported-domain"),
                block.all("reported-uri"),
                block.all("authentication-results"),
                block.first("message-id").map(FieldBlock::withoutBrackets).or(() -> returnedMessageId));
        return new FeedbackReport(
                type,
                block.first("user-agent").orElse(""),
                origin,
                about,
                type == FeedbackType.AUTH_FAILURE ? Optional.of(authFailure(block)) : Optional.empty(),
                incidents(block),
                false);
    }

    // Removal-Recipient was in the drafts of the standard and is still sent
    private static List<String> recipients(FieldBlock block) {
        return Stream.concat(block.all("original-rcpt-to").stream(), block.all("removal-recipient").stream())
                .map(FieldBlock::withoutBrackets)
                .filter(r -> !r.isEmpty())
                .toList();
    }

    /** Present and empty for the null reverse-path, absent when the reporter does not say. */
    private static Optional<String> mailFrom(FieldBlock block) {
        return block.all("original-mail-from").stream().findFirst().map(FieldBlock::withoutBrackets);
    }

    private static long incidents(FieldBlock block) {
        String value = block.first("incidents").orElse("1");
        return value.matches("[1-9][0-9]{0,9}") ? Long.parseLong(value) : 1;
    }

    private static AuthFailure authFailure(FieldBlock block) {
        List<String> alignment = block.first("identity-alignment").stream()
                .flatMap(v -> List.of(v.toLowerCase(Locale.ROOT).split("[\\s,]+")).stream())
                .filter(word -> word.equals("dkim") || word.equals("spf"))
                .toList();
        return new AuthFailure(
                block.first("auth-failure").orElse("").toLowerCase(Locale.ROOT),
                block.first("delivery-result").map(v -> v.toLowerCase(Locale.ROOT)),
                alignment,
                block.first("dkim-domain"),
                block.first("dkim-identity"),
                block.first("dkim-selector"),
                block.first("spf-dns"),
                block.first("dkim-canonicalized-header"),
                block.first("dkim-canonicalized-body"));
    }
}
