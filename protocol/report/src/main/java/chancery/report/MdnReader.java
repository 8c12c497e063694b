package chancery.report;

import chancery.mime.Entity;
import chancery.mime.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the machine-readable part of an MDN (RFC 8098 §3.1, RFC 6533 §5) in a message. */
public final class MdnReader {
    private MdnReader() {}

    /** The notice, or empty when there is none, or none with a recipient and a disposition that the standard knows. */
    public static Optional<Mdn> read(Message message) throws IOException {
        for (Entity entity :
                message.root().walk().filter(MdnReader::isDisposition).toList()) {
            for (FieldBlock block : FieldBlock.read(PartText.of(entity), 1)) {
                Optional<Mdn> mdn = mdn(block);
                if (mdn.isPresent()) {
                    return mdn;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isDisposition(Entity entity) {
        return entity.contentType().is("message/disposition-notification")
                || entity.contentType().is("message/global-disposition-notification");
    }

    private static Optional<Mdn> mdn(FieldBlock block) {
        Optional<String> recipient = block.typed("final-recipient").or(() -> block.typed("original-recipient"));
        Optional<MdnDisposition> disposition = block.first("disposition").flatMap(MdnDisposition::parse);
        if (recipient.isEmpty() || disposition.isEmpty()) {
            return Optional.empty();
        }
        List<String> failures = new ArrayList<>(block.all("failure"));
        failures.addAll(block.all("error"));
        return Optional.of(new Mdn(
                recipient.get(),
                block.typed("original-recipient"),
                block.first("original-message-id").map(FieldBlock::withoutBrackets),
                disposition.get(),
                block.first("reporting-ua"),
                block.typed("mdn-gateway"),
                failures));
    }
}
