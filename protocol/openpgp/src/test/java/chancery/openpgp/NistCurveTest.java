package chancery.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Java runtime's curves against Bouncy Castle's, and what an attacker would send. */
class NistCurveTest {
    private static final byte[] DIGEST = HashAlgorithm.SHA512.begin().digest(new byte[] {1});

    @ParameterizedTest
    @EnumSource(names = {"NIST_P256", "NIST_P384", "NIST_P521"})
    void agreesWithBouncyCastle(Curve curve) {
        var nist = NistCurve.of(curve).orElseThrow();
        var domain = curve.domain();
        var secret = new BigInteger(domain.getN().bitLength() - 1, Fixtures.RANDOM).setBit(0);
        byte[] point = domain.getG().multiply(secret).getEncoded(false);

        var agreed = nist.agreeWith(point, Fixtures.RANDOM);
        var theirs =
                domain.getCurve().decodePoint(agreed.point()).multiply(secret).normalize();
        assertThat(agreed.shared()).isEqualTo(theirs.getAffineXCoord().getEncoded());
        assertThat(nist.agreed(secret, agreed.point())).isEqualTo(agreed.shared());

        BigInteger[] ours = nist.sign(secret, DIGEST);
        var verifier = new ECDSASigner();
        verifier.init(false, new ECPublicKeyParameters(domain.getCurve().decodePoint(point), domain));
        assertThat(verifier.verifySignature(DIGEST, ours[0], ours[1])).isTrue();
        var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(secret, domain));
        BigInteger[] other = signer.generateSignature(DIGEST);
        assertThat(nist.isSignature(point, DIGEST, other[0], other[1])).isTrue();
        assertThat(nist.isSignature(point, DIGEST, other[0], other[1].add(BigInteger.ONE)))
                .isFalse();
        assertThat(nist.isSignature(point, DIGEST, other[0].shiftLeft(600), other[1]))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"NIST_P256", "NIST_P384", "NIST_P521"})
    void pointsOffTheCurveAreRefused(Curve curve) {
        var nist = NistCurve.of(curve).orElseThrow();
        byte[] point = curve.domain().getG().getEncoded(false);
        byte[] off = point.clone();
        off[off.length - 1] ^= 1;
        for (byte[] bad : new byte[][] {off, Arrays.copyOf(point, point.length - 1), new byte[point.length]}) {
            assertThatThrownBy(() -> nist.agreed(BigInteger.TWO, bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
