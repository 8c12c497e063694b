package chancery.smime;

import java.util.List;

/** One layer of protection, as it was found. */
public sealed interface Layer {

    /**
     * A signature, by one or more signers.
     *
     * @param clear true for multipart/signed, false for a content inside the CMS object
     * @param certificates all that came with it, the signers' included, for a directory to keep after it has checked them
     */
    record Signed(boolean clear, List<Signature> signatures, List<Certificate> certificates) implements Layer {
        public Signed {
            signatures = List.copyOf(signatures);
            certificates = List.copyOf(certificates);
        }

        /** True when there are signers and each one's octets match and are the content. */
        public boolean isIntact() {
            return !signatures.isEmpty() && signatures.stream().allMatch(Signature::isIntact);
        }

        /** The same, found to be around an encryption: no signature that fits is one of the content. */
        Signed aroundEncryption() {
            var around = signatures.stream()
                    .map(s -> s.isIntact() ? s.with(new Signature.Match.AroundEncryption()) : s)
                    .toList();
            return new Signed(clear, around, certificates);
        }
    }

    /**
     * An encryption that was taken off.
     *
     * @param recipient the certificate whose key opened it
     * @param keyAlgorithm how the content key was protected
     */
    record Encrypted(ContentCipher cipher, String keyAlgorithm, Certificate recipient, int recipients)
            implements Layer {}

    /**
     * An encryption that was not taken off.
     *
     * @param recipients in words, for people who look for the missing key: certificates by issuer and serial number or by
     *     key identifier, passwords, keys agreed on before
     */
    record Locked(String cipher, List<String> recipients) implements Layer {
        public Locked {
            recipients = List.copyOf(recipients);
        }
    }

    /** A compression (RFC 3274). */
    record Compressed(long octets) implements Layer {}

    /** A CMS object that only carries certificates or revocation lists (RFC 8551 §3.8). */
    record CertificatesOnly(List<Certificate> certificates) implements Layer {
        public CertificatesOnly {
            certificates = List.copyOf(certificates);
        }
    }
}
