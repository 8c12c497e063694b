package chancery.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Octets of a mail printed as text: header sections in UTF-8, bodies in ASCII. */
final class Printed extends OutputStream {
    private final PrintWriter out;
    private final java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();

    Printed(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void write(int octet) {
        line.write(octet);
        if (octet == '\n') {
            flush();
        }
    }

    @Override
    public void flush() {
        out.print(line.toString(StandardCharsets.UTF_8));
        out.flush();
        line.reset();
    }
}
