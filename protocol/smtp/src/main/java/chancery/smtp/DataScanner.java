package chancery.smtp;

/**
 * The automaton of DATA (RFC 5321 §4.1.1.4, RFC 5321 §4.5.2). A line ends at CR LF and nowhere else; the content ends at
 * CR LF dot CR LF and nowhere else. A CR or LF that stands alone, or NUL (RFC 6152 §1), refuses the content, after which the
 * scan goes on only to find the end.
 */
final class DataScanner {
    private enum State {
        LINE_START,
        IN_LINE,
        CR,
        DOT,
        DOT_CR
    }

    private final ContentIntake intake;
    private State state = State.LINE_START;
    private boolean ended;
    private byte[] octets = new byte[0];
    private int position;
    private int limit;
    private int runStart;

    DataScanner(ContentIntake intake) {
        this.intake = intake;
    }

    boolean ended() {
        return ended;
    }

    /** Scans octets and passes them on; returns where it stopped: behind the end of the content, or at {@code to}. */
    int scan(byte[] input, int from, int to) {
        octets = input;
        position = from;
        limit = to;
        runStart = from;
        while (position < limit && !ended) {
            step();
        }
        if (!ended) {
            intake.pass(octets, runStart, heldBackFrom());
        }
        return position;
    }

    // a CR, and a dot at the start of a line, are held back until it is known what they are
    private int heldBackFrom() {
        return state == State.CR || state == State.DOT || state == State.DOT_CR ? runStart : position;
    }

    private void step() {
        switch (state) {
            case LINE_START -> lineStart();
            case IN_LINE -> inLine();
            case CR -> afterCarriageReturn();
            case DOT -> afterDot();
            case DOT_CR -> afterDotCarriageReturn();
        }
    }

    private void lineStart() {
        if (octets[position] == '.') {
            takeOut(State.DOT);
        } else {
            state = State.IN_LINE;
        }
    }

    private void inLine() {
        int special = LineScan.next(octets, position, limit);
        intake.lengthen(special - position);
        position = special;
        if (position == limit) {
            return;
        }
        if (octets[position] != '\r') {
            intake.refuseLineEnding();
            position++;
        } else if (position + 1 < limit && octets[position + 1] == '\n') {
            position += 2;
            intake.endLine();
            state = State.LINE_START;
        } else {
            takeOut(State.CR);
        }
    }

    private void takeOut(State next) {
        intake.pass(octets, runStart, position);
        position++;
        runStart = position;
        state = next;
    }

    private void afterCarriageReturn() {
        if (octets[position] == '\n') {
            intake.passLineEnd();
            intake.endLine();
            position++;
            runStart = position;
            state = State.LINE_START;
        } else {
            intake.refuseLineEnding();
            state = State.IN_LINE;
        }
    }

    // RFC 5321 §4.5.2: the dot at the start of a line is taken off, whatever follows
    private void afterDot() {
        if (octets[position] == '\r') {
            position++;
            runStart = position;
            state = State.DOT_CR;
        } else {
            state = State.IN_LINE;
        }
    }

    private void afterDotCarriageReturn() {
        if (octets[position] == '\n') {
            position++;
            ended = true;
        } else {
            intake.refuseLineEnding();
            state = State.IN_LINE;
        }
    }
}
