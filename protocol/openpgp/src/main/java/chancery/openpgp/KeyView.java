package chancery.openpgp;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What holds of one key of a certificate at a time. Immutable. */
public final class KeyView {
    private final KeyPacket key;
    private final boolean primary;
    private final Trust trust;
    private final Set<KeyUse> uses;
    private final Optional<Instant> expires;

    KeyView(KeyPacket key, boolean primary, Trust trust, Set<KeyUse> uses, Optional<Instant> expires) {
        this.key = key;
        this.primary = primary;
        this.trust = trust;
        var copy = EnumSet.noneOf(KeyUse.class);
        copy.addAll(uses);
        this.uses = java.util.Collections.unmodifiableSet(copy);
        this.expires = expires;
    }

    public Fingerprint fingerprint() {
        return key.fingerprint();
    }

    /** The 16 hexadecimal digits that old messages name the key by; not unique. */
    public String keyId() {
        return KeyPacket.text(key.keyId());
    }

    public boolean isPrimary() {
        return primary;
    }

    /** Nothing when the algorithm or its curve is not known here. */
    public Optional<PublicKeyAlgorithm> algorithm() {
        return key.knownAlgorithm();
    }

    public Instant created() {
        return key.created();
    }

    public Optional<Instant> expires() {
        return expires;
    }

    /** Whether it is bound to its certificate, unexpired and not revoked; uses count only when verified. */
    public Trust trust() {
        return trust;
    }

    /** What its owner allows and its algorithm can do; empty unless {@link #trust} is Verified. */
    public Set<KeyUse> uses() {
        return trust instanceof Trust.Verified ? uses : Set.of();
    }

    /** True when messages may be encrypted to it. */
    public boolean encrypts() {
        return uses().contains(KeyUse.ENCRYPT_COMMUNICATIONS) || uses().contains(KeyUse.ENCRYPT_STORAGE);
    }

    KeyPacket key() {
        return key;
    }
}
