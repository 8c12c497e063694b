package chancery.mime;

import java.io.InputStream;
import java.util.Arrays;

/**
 * quoted-printable as it is found (RFC 2045 §6.7): white space at the end of a line is dropped, an equals sign that
 * begins no code stays as it is, line ends are kept as they come.
 */
final class QuotedPrintableInputStream extends DecodingInputStream {
    private static final int MAX_SPACE = 998;
    private static final int FEW_SPACES = 16;

    private enum State {
        TEXT,
        EQUALS,
        HEX,
        EQUALS_SPACE
    }

    private State state = State.TEXT;
    private byte[] space = new byte[FEW_SPACES];
    private int spaces;
    private byte held;

    QuotedPrintableInputStream(InputStream in) {
        super(in);
    }

    @Override
    int decode(byte[] from, int length, byte[] into) {
        int out = 0;
        int i = 0;
        while (i < length) {
            if (state == State.TEXT && spaces == 0) {
                int run = plain(from, i, length);
                System.arraycopy(from, i, into, out, run - i);
                out += run - i;
                i = run;
            }
            if (i < length) {
                out = octet(from[i++], into, out);
            }
        }
        return out;
    }

    /** The end of a run of octets that mean themselves: single spaces between characters, no codes, no line ends. */
    private static int plain(byte[] from, int start, int end) {
        int i = start;
        while (i < end) {
            byte b = from[i];
            boolean itself = b != '=' && b != '\t' && b != '\r' && b != '\n';
            boolean before = b != ' ' || (i + 1 < end && !(from[i + 1] >= 0 && from[i + 1] <= ' '));
            if (!itself || !before) {
                break;
            }
            i++;
        }
        return i;
    }

    private int octet(byte b, byte[] into, int out) {
        return switch (state) {
            case TEXT -> text(b, into, out);
            case EQUALS -> afterEquals(b, into, out);
            case HEX -> secondDigit(b, into, out);
            case EQUALS_SPACE -> softBreak(b, into, out);
        };
    }

    private int text(byte b, byte[] into, int start) {
        int out = start;
        if (b == ' ' || b == '\t' || b == '\r') {
            if (spaces == MAX_SPACE) {
                out = releaseSpace(into, out);
            }
            hold(b);
            return out;
        }
        if (b == '\n') {
            boolean cr = spaces > 0 && space[spaces - 1] == '\r';
            spaces = 0;
            if (cr) {
                into[out++] = '\r';
            }
            into[out++] = b;
            return out;
        }
        out = releaseSpace(into, out);
        if (b == '=') {
            state = State.EQUALS;
        } else {
            into[out++] = b;
        }
        return out;
    }

    private void hold(byte b) {
        if (spaces == space.length) {
            space = Arrays.copyOf(space, MAX_SPACE);
        }
        space[spaces++] = b;
    }

    private int releaseSpace(byte[] into, int out) {
        System.arraycopy(space, 0, into, out, spaces);
        int end = out + spaces;
        spaces = 0;
        return end;
    }

    private int afterEquals(byte b, byte[] into, int out) {
        if (b == '\n') {
            state = State.TEXT;
            return out;
        }
        if (b == ' ' || b == '\t' || b == '\r') {
            state = State.EQUALS_SPACE;
            return softBreak(b, into, out);
        }
        if (Character.digit(b, 16) >= 0) {
            held = b;
            state = State.HEX;
            return out;
        }
        into[out] = '=';
        state = State.TEXT;
        return text(b, into, out + 1);
    }

    private int secondDigit(byte b, byte[] into, int start) {
        int out = start;
        state = State.TEXT;
        int low = Character.digit(b, 16);
        if (low >= 0) {
            into[out] = (byte) ((Character.digit(held, 16) << 4) | low);
            return out + 1;
        }
        into[out++] = '=';
        into[out++] = held;
        return text(b, into, out);
    }

    private int softBreak(byte b, byte[] into, int start) {
        if (b == '\n') {
            state = State.TEXT;
            spaces = 0;
            return start;
        }
        if ((b == ' ' || b == '\t' || b == '\r') && spaces < MAX_SPACE) {
            hold(b);
            return start;
        }
        into[start] = '=';
        state = State.TEXT;
        return text(b, into, start + 1);
    }

    @Override
    int finish(byte[] into) {
        int out = 0;
        if (state == State.HEX) {
            into[out++] = '=';
            into[out++] = held;
        } else if (state == State.TEXT) {
            // RFC 2045 §6.7 rule 3 speaks of the end of a line; the end of the body is one
            spaces = spaces > 0 && space[spaces - 1] == '\r' ? spaces : 0;
            out = releaseSpace(into, out);
        }
        state = State.TEXT;
        return out;
    }
}
