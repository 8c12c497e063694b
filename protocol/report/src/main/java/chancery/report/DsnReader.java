package chancery.report;

import chancery.mail.EnhancedStatus;
import chancery.mail.SyntaxException;
import chancery.mime.Entity;
import chancery.mime.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the machine-readable part of a DSN (RFC 3464 §2) in a message. */
public final class DsnReader {
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
        List<FieldBlock> blocks = FieldBlock.read(PartText.of(status.get()), MAX_RECIPIENTS + 1);
        if (blocks.isEmpty()) {
            return Optional.empty();
        }
        FieldBlock transaction = blocks.getFirst();
        List<DsnReport.Recipient> recipients = new ArrayList<>();
        for (FieldBlock block : blocks) {
            recipient(block).ifPresent(recipients::add);
        }
        if (recipients.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DsnReport(
                transaction.typed("reporting-mta").orElse(""), transaction.first("original-envelope-id"), recipients));
    }

    private static boolean isStatus(Entity entity) {
        return entity.contentType().is("message/delivery-status")
                || entity.contentType().is("message/global-delivery-status");
    }

    private static Optional<DsnReport.Recipient> recipient(FieldBlock block) {
        Optional<String> address = block.typed("final-recipient").or(() -> block.typed("original-recipient"));
        Optional<DsnAction> action = action(block.first("action").orElse(""));
        if (address.isEmpty() || action.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DsnReport.Recipient(
                address.get(),
                block.typed("original-recipient"),
                action.get(),
                status(block.first("status").orElse("")),
                block.typed("remote-mta"),
                block.typed("diagnostic-code")));
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
