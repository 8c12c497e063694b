package chancery.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Where results go. Remembers that they did not arrive, of which a print writer says nothing. */
final class StandardOutput extends OutputStream {
    /** What a shell says of a program that the closed pipe has ended. */
    static final int READER_GONE = 141;

    private final OutputStream out;
    private String trouble = "";

    StandardOutput(OutputStream out) {
        this.out = out;
    }

    static StandardOutput ofThisProcess() {
        return new StandardOutput(new FileOutputStream(FileDescriptor.out));
    }

    PrintWriter writer() {
        return new PrintWriter(this, true, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        try {
            out.write(octets, from, length);
        } catch (IOException e) {
            trouble = String.valueOf(e.getMessage());
            throw e;
        }
    }

    /** @return the exit status: the command's own unless its result is lost; who closed the pipe needs no words */
    int settle(int status, PrintWriter err) {
        if (trouble.isEmpty()) {
            return status;
        }
        if (trouble.toLowerCase(Locale.ROOT).contains("broken pipe")) {
            return READER_GONE;
        }
        err.println("chancery: the output could not be written: " + trouble);
        return 1;
    }
}
