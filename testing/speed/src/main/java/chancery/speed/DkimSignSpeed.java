package chancery.speed;

import chancery.mail.SyntaxException;
import chancery.mailauth.DkimSigner;
import chancery.mime.MimeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.exceptions.FailException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A mail of 50 KB signed with RSA-2048, relaxed, its header section read from octets by either library. */
@State(Scope.Benchmark)
public class DkimSignSpeed {
    private static final int OCTETS = 50_000;

    private final byte[] mail = Mails.text(OCTETS);
    private final DkimKeys keys = new DkimKeys();
    private final DkimSigner signer = keys.signer();
    private final DKIMSigner peer = keys.peer();

    @Setup
    public void tryOut() throws SyntaxException, IOException, FailException {
        Floors.takeNativeCode();
        if (!chancery().toString().contains("bh=") || !peerJdkim().toString().contains("bh=")) {
            throw new IllegalStateException("not signed");
        }
    }

    @Benchmark
    public Object chancery() throws SyntaxException, IOException {
        return signer.sign(MimeSource.of(mail), Instant.EPOCH);
    }

    @Benchmark
    public Object floorRsaAndHash() throws GeneralSecurityException {
        return keys.floorSign(mail);
    }

    @Benchmark
    public Object peerJdkim() throws IOException, FailException {
        return peer.sign(new ByteArrayInputStream(mail));
    }
}
