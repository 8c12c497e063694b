package chancery.speed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chancery.mail.SyntaxException;
import chancery.mime.MessageParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.Random;
import org.apache.james.mime4j.MimeException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A mail with an attachment of 10 MB, parsed, and parsed and decoded; each MB counts, so the figures are MB a second. */
@State(Scope.Benchmark)
public class MimeAttachmentSpeed {
    private static final int MEGABYTES = 10;
    private static final int OCTETS = MEGABYTES * 1_000_000;
    private byte[] mail = new byte[0];

    @Setup
    public void write() {
        byte[] line = new byte[57];
        new Random(1).nextBytes(line);
        byte[] encoded = (Base64.getEncoder().encodeToString(line) + "\r\n").getBytes(US_ASCII);
        var out = new ByteArrayOutputStream(OCTETS + 1_000);
        out.writeBytes(("Subject: large\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\n"
                        + "Content-Type: application/zip; name=x.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n")
                .getBytes(US_ASCII));
        while (out.size() < OCTETS) {
            out.writeBytes(encoded);
        }
        out.writeBytes("--b--\r\n".getBytes(US_ASCII));
        mail = out.toByteArray();
    }

    @Benchmark
    @OperationsPerInvocation(MEGABYTES)
    public Object chancery() throws SyntaxException {
        return MessageParser.parse(mail);
    }

    @Benchmark
    @OperationsPerInvocation(MEGABYTES)
    public long chanceryDecoded() throws SyntaxException, IOException {
        return MessageParser.parse(mail).root().children().getLast().open().transferTo(OutputStream.nullOutputStream());
    }

    @Benchmark
    @OperationsPerInvocation(MEGABYTES)
    public Object peerMime4jDecoded() throws MimeException, IOException {
        return Peers.mime4jEvents(mail, true);
    }

    @Benchmark
    @OperationsPerInvocation(MEGABYTES)
    public Object peerMime4j() throws MimeException, IOException {
        return Peers.mime4jEvents(mail, false);
    }
}
