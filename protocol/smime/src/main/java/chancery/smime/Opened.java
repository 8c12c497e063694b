package chancery.smime;

import chancery.mime.Message;
import java.util.List;

/**
 * What came of opening a message. Layers are listed from the outside in. A content can be read until the {@link
 * ScratchSpace} it was opened in is closed.
 */
public sealed interface Opened {

    /** The layers taken off, and the one that could not be. */
    List<Layer> layers();

    /**
     * No protection around the whole message.
     *
     * @param errant protected parts somewhere inside, which were left closed (RFC 9787 §4.5)
     */
    record Unprotected(int errant) implements Opened {
        @Override
        public List<Layer> layers() {
            return List.of();
        }
    }

    /**
     * Content that was never secret: signed, compressed. What the signatures are worth stands in their layer; a broken
     * one is no reason to hide what everybody could read.
     *
     * @param content the innermost entity as a message of its own
     */
    record Signed(List<Layer> layers, Message content, int errant) implements Opened {
        public Signed {
            layers = List.copyOf(layers);
        }
    }

    /**
     * Decrypted content whose integrity was verified before any of it was handed out.
     *
     * @param content the innermost entity as a message of its own
     */
    record Decrypted(List<Layer> layers, Message content, Integrity integrity, int errant) implements Opened {
        public Decrypted {
            layers = List.copyOf(layers);
        }
    }

    /**
     * Decrypted content that anybody on its way could have changed without knowing it, and mixed with text that sends it
     * away (EFAIL). It must be shown as plain text only: no HTML, nothing loaded, no link followed, no automatic answer
     * that quotes it.
     *
     * @param content the innermost entity as a message of its own
     */
    record Malleable(List<Layer> layers, Message content, String cipher, int errant) implements Opened {
        public Malleable {
            layers = List.copyOf(layers);
        }
    }

    /** Nothing was released. */
    record Withheld(List<Layer> layers, Cause cause, String explanation) implements Opened {
        public Withheld {
            layers = List.copyOf(layers);
        }
    }

    /** What the integrity of decrypted content rests on. */
    enum Integrity {
        /** Authenticated encryption (RFC 5083). */
        AUTHENTICATED_ENCRYPTION,
        /** A signature inside, over all that is released, whose octets match. */
        SIGNATURE_INSIDE
    }

    /** Why nothing was released. */
    enum Cause {
        /** None of the keys given is a recipient's. */
        NO_KEY,
        /** The content or its key does not fit; deliberately not said more exactly. */
        NOT_AUTHENTIC,
        /** An algorithm that is not known, or does not count at that time. */
        ALGORITHM,
        /** Over one of the {@link SmimeLimits}. */
        LIMIT,
        /** A layer that cannot be read. */
        MALFORMED,
        /** It carries certificates or revocation lists and no content. */
        NO_CONTENT
    }
}
