package chancery.openpgp;

import chancery.mime.Message;
import java.io.IOException;
import java.util.List;

/**
 * What came of opening a mail. Layers are listed from the outside in. A content can be read until this is closed, which
 * destroys what was decrypted.
 */
public sealed interface OpenedMail extends AutoCloseable {

    /** The layers taken off, and the one that could not be. */
    List<MailLayer> layers();

    /** Protected parts somewhere inside (RFC 9787 §4.5): what each covers, none of them decrypted. */
    List<PartEvidence> inside();

    @Override
    default void close() throws IOException {
        // nothing was decrypted
    }

    /** No protection around the whole mail. */
    record Unprotected(List<PartEvidence> inside) implements OpenedMail {
        public Unprotected {
            inside = List.copyOf(inside);
        }

        @Override
        public List<MailLayer> layers() {
            return List.of();
        }
    }

    /**
     * Content that was never secret. What the signatures are worth stands in their layer; a broken one is no reason to
     * hide what everybody could read.
     *
     * @param content the innermost entity as a message of its own, octet for octet as it was signed
     */
    record Signed(List<MailLayer> layers, Message content, List<PartEvidence> inside) implements OpenedMail {
        public Signed {
            layers = List.copyOf(layers);
            inside = List.copyOf(inside);
        }
    }

    /**
     * Decrypted content, all of which had proven intact before any was given out.
     *
     * @param content the innermost entity as a message of its own
     */
    record Decrypted(List<MailLayer> layers, Message content, List<PartEvidence> inside, AutoCloseable resource)
            implements OpenedMail {
        public Decrypted {
            layers = List.copyOf(layers);
            inside = List.copyOf(inside);
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
     * Plain text with OpenPGP between its lines. Only the pieces say what is protected: the text around them is not.
     *
     * @param texts of the parts that hold some, in order
     */
    record Inline(List<InlineText> texts, List<PartEvidence> inside) implements OpenedMail {
        public Inline {
            texts = List.copyOf(texts);
            inside = List.copyOf(inside);
        }

        @Override
        public List<MailLayer> layers() {
            return List.of();
        }
    }

    /**
     * One part in pieces.
     *
     * @param part as in {@link PartEvidence#part}
     */
    record InlineText(String part, List<InlinePiece> pieces) {
        public InlineText {
            pieces = List.copyOf(pieces);
        }
    }

    /** Nothing was released. */
    record Withheld(List<MailLayer> layers, Refusal refusal, String explanation) implements OpenedMail {
        public Withheld {
            layers = List.copyOf(layers);
        }

        @Override
        public List<PartEvidence> inside() {
            return List.of();
        }
    }
}
