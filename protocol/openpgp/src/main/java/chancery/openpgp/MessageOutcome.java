package chancery.openpgp;

import chancery.mime.MimeSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What came of reading a message. */
public sealed interface MessageOutcome {

    /**
     * Read to its end, and intact where it was encrypted. Close it when the content is no longer needed.
     *
     * @param content the literal data; can be read as often as needed until closed
     * @param size of the content in octets
     * @param isText true when the sender marked it as text
     * @param fileName as the sender gave it, signed by nobody
     * @param encryption the innermost layer, nothing when it was not encrypted
     * @param signatures in the order in which the message lists them; none means unsigned
     */
    record Opened(
            MimeSource content,
            long size,
            boolean isText,
            String fileName,
            Optional<EncryptionEvidence> encryption,
            List<SignatureVerdict> signatures,
            AutoCloseable resource)
            implements MessageOutcome, AutoCloseable {

        public Opened {
            signatures = List.copyOf(signatures);
        }

        /** True when at least one signature is verified. */
        public boolean isVerified() {
            return signatures.stream().anyMatch(SignatureVerdict::isVerified);
        }

        /** The content in memory; for messages known to be small. */
        public byte[] octets() throws IOException {
            try (var in = content.open()) {
                return in.readAllBytes();
            }
        }

        @Override
        public void close() throws IOException {
            try {
                resource.close();
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    /**
     * Well-formed and not opened; nothing of it was given out.
     *
     * @param explanation for the log: which of several reasons it was must not be told to a sender, who could ask again
     */
    record Refused(Refusal refusal, String explanation) implements MessageOutcome {}
}
