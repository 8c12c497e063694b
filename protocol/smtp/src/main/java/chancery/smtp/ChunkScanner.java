package chancery.smtp;

/**
 * Checks the octets of BDAT (RFC 3030 §2). Their end is counted, so nothing can be smuggled here; but the content goes on by
 * DATA to someone else, who could see another end in it, and BINARYMIME is not offered.
 */
final class ChunkScanner {
    private static final byte[] CR = {'\r'};

    private final ContentIntake intake;
    private boolean afterCarriageReturn;

    ChunkScanner(ContentIntake intake) {
        this.intake = intake;
    }

    void scan(byte[] octets, int from, int to) {
        int position = from;
        int runStart = from;
        if (afterCarriageReturn && position < to) {
            afterCarriageReturn = false;
            lineFeedExpected(octets[position]);
            intake.pass(CR, 0, 1);
            position++;
        }
        while (position < to) {
            int special = LineScan.next(octets, position, to);
            intake.lengthen(special - position);
            position = special;
            if (position == to) {
                break;
            }
            if (octets[position] != '\r') {
                intake.refuseLineEnding();
                position++;
            } else if (position + 1 == to) {
                afterCarriageReturn = true;
                intake.pass(octets, runStart, position);
                return;
            } else {
                lineFeedExpected(octets[position + 1]);
                position += 2;
            }
        }
        intake.pass(octets, runStart, to);
    }

    private void lineFeedExpected(byte octet) {
        if (octet == '\n') {
            intake.endLine();
        } else {
            intake.refuseLineEnding();
        }
    }

    /** The last chunk is complete. */
    void end() {
        if (afterCarriageReturn) {
            intake.refuseLineEnding();
        }
    }
}
