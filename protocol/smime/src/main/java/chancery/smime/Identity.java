package chancery.smime;

import java.security.PrivateKey;
import java.util.List;

/**
 * A private key with the certificate that belongs to it.
 *
 * @param key never written to logs: this record's text names the certificate only
 * @param chain certificates of the authorities above, nearest first, as far as known
 */
public record Identity(PrivateKey key, Certificate certificate, List<Certificate> chain) {
    public Identity {
        chain = List.copyOf(chain);
    }

    @Override
    public String toString() {
        return "Identity[" + certificate + "]";
    }
}
