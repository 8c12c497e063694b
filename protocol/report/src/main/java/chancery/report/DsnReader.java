package chancery.report;

import chancery.mail.EnhancedStatus;
import chancery.mail.SyntaxException;
import chancery.mime.Entity;
import chancery.mime.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the machine-readable part of a DSN (RFC 3464 §2) in a message. */
public final class DsnReader {
    private static final int MAX_OCTETS = 1 << 20;
    private static final int MAX_RECIPIENTS = 1_000;

    private DsnReader() {}

    /**
     * The report, or empty when the message is none or reports about nobody. A block without recipient or without an
     * action that RFC 3464 knows is left out; at most 1,000 are read, out of at most 1 MiB.
     */
    public static Optional<DsnReport> read(Message message) throws IOException {
        Optional<Entity> status =
                message.root().walk().filter(DsnReader::isStatus).findFirst();
        if (status.isEmpty()) {
            return Optional.empty();
        }
        List<Map<String, String>> blocks = blocks(text(status.get()));
        Map<String, String> transaction = blocks.isEmpty() ? Map.of() : blocks.getFirst();
        List<DsnReport.Recipient> recipients = new ArrayList<>();
        for (Map<String, String> block : blocks) {
            recipient(block).ifPresent(recipients::add);
        }
        if (recipients.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DsnReport(
                typed(transaction, "reporting-mta").orElse(""),
                Optional.ofNullable(transaction.get("original-envelope-id")),
                recipients));
    }

    private static boolean isStatus(Entity entity) {
        return entity.contentType().is("message/delivery-status")
                || entity.contentType().is("message/global-delivery-status");
    }

    private static String text(Entity entity) throws IOException {
        try (InputStream in = entity.open()) {
            return new String(in.readNBytes(MAX_OCTETS), StandardCharsets.UTF_8);
        }
    }

    private static List<Map<String, String>> blocks(String text) {
        List<Map<String, String>> blocks = new ArrayList<>();
        Map<String, String> block = new LinkedHashMap<>();
        String last = "";
        for (String line : text.split("\r?\n", -1)) {
            int colon = line.indexOf(':');
            if (line.isBlank()) {
                block = closed(block, blocks);
                last = "";
            } else if ((line.startsWith(" ") || line.startsWith("\t")) && !last.isEmpty()) {
                block.merge(last, line.strip(), (before, more) -> (before + " " + more).strip());
            } else if (colon > 0) {
                last = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                block.putIfAbsent(last, line.substring(colon + 1).strip());
            }
            if (blocks.size() > MAX_RECIPIENTS) {
                return blocks;
            }
        }
        closed(block, blocks);
        return blocks;
    }

    private static Map<String, String> closed(Map<String, String> block, List<Map<String, String>> blocks) {
        if (block.isEmpty()) {
            return block;
        }
        blocks.add(block);
        return new LinkedHashMap<>();
    }

    private static Optional<DsnReport.Recipient> recipient(Map<String, String> block) {
        Optional<String> address = typed(block, "final-recipient").or(() -> typed(block, "original-recipient"));
        Optional<DsnAction> action = action(block.getOrDefault("action", ""));
        if (address.isEmpty() || action.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DsnReport.Recipient(
                address.get(),
                typed(block, "original-recipient"),
                action.get(),
                status(block.getOrDefault("status", "")),
                typed(block, "remote-mta"),
                typed(block, "diagnostic-code")));
    }

    /** The value behind its type and semicolon; some reporters write no type. */
    private static Optional<String> typed(Map<String, String> block, String field) {
        String value = block.getOrDefault(field, "");
        int semicolon = value.indexOf(';');
        boolean hasType = semicolon > 0 && value.substring(0, semicolon).strip().matches("[A-Za-z0-9._-]+");
        String rest = (hasType ? value.substring(semicolon + 1) : value).strip();
        boolean bracketed = rest.startsWith("<") && rest.endsWith(">");
        String bare = bracketed ? rest.substring(1, rest.length() - 1) : rest;
        return bare.isEmpty() ? Optional.empty() : Optional.of(bare);
    }

    private static Optional<DsnAction> action(String value) {
        String word = value.strip().split("[ (;]", 2)[0].toLowerCase(Locale.ROOT);
        for (DsnAction action : DsnAction.values()) {
            if (action.word().equals(word)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }

    // a comment may follow (RFC 3464 §2.3.4)
    private static Optional<EnhancedStatus> status(String value) {
        try {
            return Optional.of(EnhancedStatus.parse(value.strip().split("[ (]", 2)[0]));
        } catch (SyntaxException e) {
            return Optional.empty();
        }
    }
}
