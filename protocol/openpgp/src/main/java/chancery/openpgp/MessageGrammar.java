package chancery.openpgp;

import chancery.mail.SyntaxException;

/**
 * The grammar of one level of a message (RFC 9580 §10.3) as a state machine: it is told each packet's type in turn and
 * says what part that packet plays. The content of a compressed or encrypted packet is a level of its own.
 */
final class MessageGrammar {
    private State state = State.START;
    private int unclosed;

    private enum State {
        START,
        SESSION_KEYS,
        CONTENT_SEEN
    }

    /** What a packet is to the message. */
    enum Role {
        SESSION_KEY,
        ONE_PASS_SIGNATURE,
        /** A signature before what it signs, as old programs wrote them. */
        SIGNATURE_AHEAD,
        /** The signature that belongs to the last open one-pass signature. */
        SIGNATURE_BEHIND,
        CONTENT,
        IGNORED
    }

    Role accept(int tag, int position) throws SyntaxException {
        // RFC 9580 §4.3, RFC 9580 §5.8, RFC 9580 §5.14
        if (tag == Tags.MARKER || tag == Tags.PADDING || tag >= Tags.FIRST_NON_CRITICAL) {
            return Role.IGNORED;
        }
        return switch (tag) {
            case Tags.PKESK, Tags.SKESK -> {
                need(state != State.CONTENT_SEEN, tag, position);
                state = State.SESSION_KEYS;
                yield Role.SESSION_KEY;
            }
            case Tags.ONE_PASS_SIGNATURE -> {
                need(state == State.START, tag, position);
                unclosed++;
                yield Role.ONE_PASS_SIGNATURE;
            }
            case Tags.SIGNATURE -> signature(position);
            case Tags.SEIPD, Tags.SED, Tags.LIBREPGP_OCB -> {
                need(state != State.CONTENT_SEEN, tag, position);
                state = State.CONTENT_SEEN;
                yield Role.CONTENT;
            }
            case Tags.LITERAL, Tags.COMPRESSED -> {
                need(state == State.START, tag, position);
                state = State.CONTENT_SEEN;
                yield Role.CONTENT;
            }
            default -> throw new SyntaxException("a packet of type " + tag + " has no place in a message", position);
        };
    }

    private Role signature(int position) throws SyntaxException {
        if (state == State.START) {
            return Role.SIGNATURE_AHEAD;
        }
        need(state == State.CONTENT_SEEN && unclosed > 0, Tags.SIGNATURE, position);
        unclosed--;
        return Role.SIGNATURE_BEHIND;
    }

    private static void need(boolean allowed, int tag, int position) throws SyntaxException {
        if (!allowed) {
            throw new SyntaxException("a packet of type " + tag + " may not stand here", position);
        }
    }

    void end(int position) throws SyntaxException {
        if (state != State.CONTENT_SEEN || unclosed > 0) {
            throw new SyntaxException("the message ends early", position);
        }
    }
}
