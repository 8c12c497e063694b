package chancery.mail;

/**
 * Malformed input from outside, with the place where it stopped making sense. Caught once per SMTP command, header
 * field or request; it never becomes a legal value.
 */
public final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int position;

    /**
     * @param what what was expected, without the input itself, so that it can be logged
     * @param position offset of the first offending character or octet, from 0
     */
    public SyntaxException(String what, int position) {
        super(what + " at position " + position);
        this.position = position;
    }

    /** Offset of the first offending character or octet, from 0. */
    public int position() {
        return position;
    }
}
