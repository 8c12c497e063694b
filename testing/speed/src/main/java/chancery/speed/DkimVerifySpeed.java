package chancery.speed;

import chancery.mail.SyntaxException;
import chancery.mailauth.DkimVerifier;
import chancery.mailauth.ResultWord;
import chancery.mime.MimeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.exceptions.FailException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The signature of a mail of 50 KB verified, RSA-2048; the key record is in our resolver's cache, the peer is given it. */
@State(Scope.Benchmark)
public class DkimVerifySpeed {
    private static final int OCTETS = 50_000;

    private final DkimKeys keys = new DkimKeys();
    private final byte[] signed = keys.signed(Mails.text(OCTETS));
    private final CannedDns dns =
            new CannedDns(Map.of(DkimKeys.SELECTOR + "._domainkey." + DkimKeys.DOMAIN, keys.record()));
    private final DkimVerifier verifier = new DkimVerifier(dns.resolver(), InstantSource.system());
    private final DKIMVerifier peer = new DKIMVerifier((method, selector, domain) -> List.of(keys.record()));
    private byte[] floor = {};

    @Setup
    public void tryOut() throws SyntaxException, IOException, GeneralSecurityException, FailException {
        Floors.takeNativeCode();
        floor = keys.floorSign(signed);
        var result = chancery().getFirst();
        if (result.result() != ResultWord.PASS
                || !floorRsaAndHash()
                || peerJdkim().isEmpty()) {
            throw new IllegalStateException("not verified: " + result);
        }
    }

    @TearDown
    public void close() {
        dns.close();
    }

    @Benchmark
    public List<chancery.mailauth.DkimResult> chancery() throws SyntaxException, IOException {
        return verifier.verify(MimeSource.of(signed));
    }

    @Benchmark
    public boolean floorRsaAndHash() throws GeneralSecurityException {
        return keys.floorVerify(signed, floor);
    }

    @Benchmark
    public List<?> peerJdkim() throws IOException, FailException {
        return peer.verify(new ByteArrayInputStream(signed));
    }
}
