package chancery.flow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.UnaryOperator;

/**
 * Takes the octets of a content as they come in, holds back the header section until its empty line, lets it be
 * rewritten once, and passes everything on. The body is passed through unchanged.
 */
final class HeaderIntake extends OutputStream {
    private static final int CR = '\r';
    private static final int LF = '\n';

    private final ByteArrayOutputStream held = new ByteArrayOutputStream(4096);
    private final int limit;
    private final UnaryOperator<byte[]> rewrite;
    private final OutputStream next;
    private boolean inHeader = true;
    private boolean tooLarge;
    private byte[] received = new byte[0];
    /** Progress in CR LF CR LF; a content starts as if behind a line end, since its header section may be empty. */
    private int matched = 2;

    /** @param limit octets of the header section beyond which nothing is kept and {@link #tooLarge} holds */
    HeaderIntake(int limit, UnaryOperator<byte[]> rewrite, OutputStream next) {
        this.limit = limit;
        this.rewrite = rewrite;
        this.next = next;
    }

    boolean tooLarge() {
        return tooLarge;
    }

    /** The header section as it was received, its empty line included; complete after {@link #end}. */
    byte[] received() {
        return received;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        if (tooLarge) {
            return;
        }
        if (!inHeader) {
            next.write(octets, offset, length);
            return;
        }
        int headerOctets = scan(octets, offset, length);
        held.write(octets, offset, headerOctets);
        if (held.size() > limit) {
            tooLarge = true;
            held.reset();
            return;
        }
        if (!inHeader) {
            passHeader();
            next.write(octets, offset + headerOctets, length - headerOctets);
        }
    }

    /** To be called once, when the content is complete: a content may be a header section alone. */
    void end() throws IOException {
        if (inHeader && !tooLarge) {
            inHeader = false;
            passHeader();
        }
    }

    /** Octets up to and including the empty line, or all. */
    private int scan(byte[] octets, int offset, int length) {
        for (int i = 0; i < length; i++) {
            int octet = octets[offset + i];
            if (octet == LF && (matched == 1 || matched == 3)) {
                matched++;
            } else if (octet == CR) {
                matched = matched == 2 ? 3 : 1;
            } else {
                matched = 0;
            }
            if (matched == 4) {
                inHeader = false;
                return i + 1;
            }
        }
        return length;
    }

    private void passHeader() throws IOException {
        received = held.toByteArray();
        held.reset();
        next.write(rewrite.apply(received));
    }
}
