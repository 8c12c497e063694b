package chancery.report;

import chancery.mail.EnhancedStatus;
import chancery.mail.SyntaxException;
import chancery.mime.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Understands bounces: DSN in every form that is sent, and the words of systems that write none. */
public final class BounceReader {
    private static final String DELAY =
            "(?is).*(has been delayed|still undelivered|warning message only|is delayed for more|not yet been"
                    + " delivered|will be retried|could not send mail for past|still being retried|only a notification"
                    + " about a delay|undeliverable for \\d|only a temporary failure).*";

    private final Message message;
    private final BounceParts parts;
    private final boolean delayed;
    private final Map<String, String> about;

    private BounceReader(Message message) throws IOException {
        this.message = message;
        this.parts = BounceParts.of(message);
        this.about = about(parts);
        this.delayed = (message.header().text("Subject") + "\n" + parts.words()).matches(DELAY);
    }

    /**
     * One entry per recipient in the order of the report; complaints, automatic replies and delivery notices are told
     * apart by their reason; at most 200 are read. A message that is none of these gives an empty list.
     */
    public static List<Bounce> read(Message message) throws IOException {
        return new BounceReader(message).bounces();
    }

    private List<Bounce> bounces() throws IOException {
        Optional<FeedbackReport> feedback = FeedbackReader.read(message);
        if (feedback.isPresent()) {
            return others(BounceReason.FEEDBACK, feedback.get().origin().recipients());
        }
        List<Bounce> noticed = CloudNotice.read(parts.words());
        if (!noticed.isEmpty()) {
            return noticed;
        }
        List<Bounce> fromFields =
                parts.blocks().stream().flatMap(b -> fromBlock(b).stream()).toList();
        if (!fromFields.isEmpty()) {
            return fromFields;
        }
        return switch (BounceOrigin.of(message)) {
            case COMPLAINT_DESK -> others(BounceReason.FEEDBACK, List.of());
            case ANSWERING_PROGRAM -> others(BounceReason.AUTOMATIC_REPLY, List.of(sender()));
            case MAIL_SYSTEM -> fromWords();
            case PERHAPS_MAIL_SYSTEM ->
                fromWords().stream()
                        .filter(b -> b.reason() != BounceReason.UNKNOWN)
                        .toList();
            case SOMEBODY -> List.of();
        };
    }

    private String sender() {
        return BounceAddresses.in(message.header().value("From")).stream()
                .findFirst()
                .orElse("");
    }

    private List<Bounce> others(BounceReason reason, List<String> named) {
        List<String> recipients = named.isEmpty() ? parts.returnedTo() : named;
        List<String> all = recipients.isEmpty() ? List.of("") : recipients;
        var evidence = new Bounce.Evidence(
                Bounce.Source.HEADER, new BounceText(message.header().text("Subject")).evidence());
        var status = new EnhancedStatus(2, 0, 0);
        return all.stream()
                .map(r -> new Bounce(r, Optional.empty(), status, reason, Bounce.Outcome.NONE, evidence))
                .toList();
    }

    private Optional<Bounce> fromBlock(FieldBlock block) {
        if (!block.has("final-recipient") && !block.has("original-recipient")) {
            return Optional.empty();
        }
        Optional<String> original = block.typed("original-recipient");
        String recipient = usable(block, original);
        String action = block.first("action").orElse("").toLowerCase(Locale.ROOT);
        Optional<EnhancedStatus> reported = status(block.first("status").orElse(""));
        if (action.startsWith("deliver") || action.startsWith("relay") || action.startsWith("expand")) {
            var evidence = new Bounce.Evidence(Bounce.Source.FIELDS, action);
            var status = reported.orElse(new EnhancedStatus(2, 0, 0));
            return Optional.of(
                    new Bounce(recipient, original, status, BounceReason.DELIVERED, Bounce.Outcome.NONE, evidence));
        }
        boolean tried = action.startsWith("delay");
        String diagnostic = block.typed("diagnostic-code").orElse("");
        return Optional.of(understood(
                recipient,
                original,
                reported,
                tried,
                List.of(
                        new Said(Bounce.Source.FIELDS, new BounceText(diagnostic)),
                        new Said(
                                Bounce.Source.FIELDS,
                                new BounceText(block.first("status").orElse(""))),
                        new Said(Bounce.Source.WORDS, new BounceText(about.getOrDefault(recipient, ""))),
                        new Said(Bounce.Source.WORDS, new BounceText(reported() > 1 ? "" : parts.words())))));
    }

    /** What the words say about each recipient that the fields name. */
    private static Map<String, String> about(BounceParts parts) {
        List<String> all = new ArrayList<>();
        parts.blocks().forEach(b -> b.typed("final-recipient").ifPresent(all::add));
        return all.isEmpty() ? Map.of() : BounceAddresses.segments(parts.words(), all, Set.of());
    }

    private long reported() {
        return parts.blocks().stream().filter(b -> b.has("final-recipient")).count();
    }

    /** Final-Recipient where it is an address; programs also name files, commands and routes there. */
    private String usable(FieldBlock block, Optional<String> original) {
        String last = block.typed("final-recipient").orElse("");
        return Stream.of(Optional.of(last), original)
                .flatMap(Optional::stream)
                .filter(BounceReader::isAddress)
                .findFirst()
                .or(() -> known().stream().findFirst())
                .or(() -> BounceAddresses.segments(parts.words(), List.of(), excluded()).keySet().stream()
                        .findFirst())
                .or(() -> parts.returnedTo().stream().findFirst())
                .orElse(last);
    }

    private static boolean isAddress(String text) {
        return text.matches("(?U)(\"[^\"]+\"|[^\\s\"/|,:;@<>()\\[\\]][^\\s\",:;@<>()\\[\\]]*)@[\\w.-]+");
    }

    private static Optional<EnhancedStatus> status(String field) {
        try {
            return Optional.of(EnhancedStatus.parse(field.strip().split("[ (]", 2)[0]));
        } catch (SyntaxException e) {
            return Optional.empty();
        }
    }

    private List<String> known() {
        return BounceAddresses.in(message.header().value("X-Failed-Recipients"));
    }

    private Set<String> excluded() {
        Set<String> others = new HashSet<>();
        BounceAddresses.in(message.header().value("To")).forEach(a -> others.add(BounceAddresses.key(a)));
        BounceAddresses.in(message.header().value("From")).forEach(a -> others.add(BounceAddresses.key(a)));
        parts.returnedFrom().forEach(a -> others.add(BounceAddresses.key(a)));
        parts.returnedTo().forEach(a -> others.remove(BounceAddresses.key(a)));
        return others;
    }

    private List<Bounce> fromWords() {
        Map<String, String> segments = BounceAddresses.segments(parts.words(), known(), excluded());
        if (segments.isEmpty() && known().isEmpty()) {
            segments = BounceAddresses.segments(parts.words(), List.of(), Set.of());
        }
        Map<String, String> lines = segments;
        List<String> recipients = new ArrayList<>(segments.keySet());
        if (recipients.isEmpty()) {
            recipients.addAll(known().isEmpty() ? parts.returnedTo() : known());
        }
        if (recipients.isEmpty()) {
            FieldBlock.read(parts.words(), 20).stream()
                    .flatMap(b -> b.all("to").stream())
                    .flatMap(v -> BounceAddresses.in(v).stream())
                    .forEach(recipients::add);
        }
        String subject = message.header().text("Subject");
        return recipients.stream()
                .map(r -> understood(
                        r,
                        Optional.empty(),
                        Optional.empty(),
                        delayed,
                        List.of(
                                new Said(Bounce.Source.WORDS, new BounceText(lines.getOrDefault(r, ""))),
                                new Said(Bounce.Source.WORDS, new BounceText(parts.words())),
                                new Said(Bounce.Source.HEADER, new BounceText(subject)))))
                .toList();
    }

    private record Said(Bounce.Source source, BounceText text) {}

    private static Bounce understood(
            String recipient,
            Optional<String> original,
            Optional<EnhancedStatus> reported,
            boolean tried,
            List<Said> said) {
        Bounce.Outcome outcome = tried ? Bounce.Outcome.DELAYED : Bounce.Outcome.FAILED;
        for (Said each : said) {
            Optional<BounceReason> reason = BouncePhrases.reason(each.text());
            if (reason.isPresent()) {
                var evidence = new Bounce.Evidence(each.source(), each.text().evidence());
                var status = BounceStatus.of(each.text(), reported, reason.get(), tried);
                return new Bounce(recipient, original, status, reason.get(), outcome, evidence);
            }
        }
        BounceText text = said.stream()
                .map(Said::text)
                .filter(t -> !t.isEmpty())
                .findFirst()
                .orElse(new BounceText(""));
        Optional<EnhancedStatus> code = text.status().or(() -> reported);
        BounceReason reason = code.map(BounceStatus::reason).orElse(BounceReason.UNKNOWN);
        var source = code.isPresent() ? Bounce.Source.FIELDS : Bounce.Source.NONE;
        var status = BounceStatus.of(text, reported, reason, tried);
        return new Bounce(recipient, original, status, reason, outcome, new Bounce.Evidence(source, text.evidence()));
    }
}
