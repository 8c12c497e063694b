package chancery.smime;

import chancery.mail.SyntaxException;
import java.io.IOException;

/** The border to Bouncy Castle's readers, which answer malformed octets with exceptions of many kinds. */
final class Asn1 {
    private Asn1() {}

    /** A step that reads octets from outside. */
    interface Step<T> {
        T run() throws Exception;
    }

    /**
     * Runs a step over octets that come from a {@link CmsInput}; whatever a reader throws over them is malformed input.
     * Trouble of the source itself stays an IOException, and so does a {@link LimitException}.
     */
    static <T> T read(String what, CmsInput input, Step<T> step) throws SyntaxException, IOException {
        try {
            return step.run();
        } catch (SyntaxException | LimitException e) {
            throw e;
        } catch (Exception | StackOverflowError e) {
            input.rethrowFault();
            if (input.isOverBound()) {
                throw new LimitException();
            }
            throw new SyntaxException(what, input.position());
        }
    }

    /** The same over octets in memory. */
    static <T> T read(String what, Step<T> step) throws SyntaxException {
        try {
            return step.run();
        } catch (SyntaxException e) {
            throw e;
        } catch (Exception | StackOverflowError e) {
            throw new SyntaxException(what, 0);
        }
    }
}
