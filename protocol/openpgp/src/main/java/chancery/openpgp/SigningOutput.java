package chancery.openpgp;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Shows what passes to signatures that are being made. */
final class SigningOutput extends OutputStream {
    private final List<Signing> signatures;
    private final OutputStream out;

    SigningOutput(List<Signing> signatures, OutputStream out) {
        this.signatures = signatures;
        this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        for (var signature : signatures) {
            signature.update(octets, from, length);
        }
        out.write(octets, from, length);
    }
}
