package chancery.openpgp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What holds of a certificate at a time under a policy. Immutable. */
public final class CertificateView {
    private final Certificate certificate;
    private final Instant time;
    private final AlgorithmPolicy policy;
    private final List<KeyView> keys;
    private final List<UserIdView> userIds;
    private final Preferences preferences;

    private CertificateView(
            Certificate certificate,
            Instant time,
            AlgorithmPolicy policy,
            List<KeyView> keys,
            List<UserIdView> userIds,
            Preferences preferences) {
        this.certificate = certificate;
        this.time = time;
        this.policy = policy;
        this.keys = List.copyOf(keys);
        this.userIds = List.copyOf(userIds);
        this.preferences = preferences;
    }

    public Certificate certificate() {
        return certificate;
    }

    public Instant time() {
        return time;
    }

    AlgorithmPolicy policy() {
        return policy;
    }

    /** Of the certificate as a whole, which is that of its primary key. */
    public Trust trust() {
        return keys.getFirst().trust();
    }

    /** All keys that can be read, the primary one first. */
    public List<KeyView> keys() {
        return keys;
    }

    KeyView key(Fingerprint fingerprint) {
        return keys.stream()
                .filter(k -> k.fingerprint().equals(fingerprint))
                .findFirst()
                .orElseThrow();
    }

    /** All user IDs, also those that do not hold. */
    public List<UserIdView> userIds() {
        return userIds;
    }

    /** Those that hold, the primary one first. */
    public List<UserIdView> verifiedUserIds() {
        return userIds.stream()
                .filter(u -> u.trust() instanceof Trust.Verified)
                .sorted(java.util.Comparator.comparing(u -> !u.primary()))
                .toList();
    }

    /** The keys that a message to its owner is encrypted to: the newest of each algorithm's, newest first. */
    public List<KeyView> encryptionKeys() {
        return keys.stream()
                .filter(KeyView::encrypts)
                .sorted(java.util.Comparator.comparing(KeyView::created).reversed())
                .toList();
    }

    /** The keys whose signatures count now. */
    public List<KeyView> signingKeys() {
        return keys.stream().filter(k -> k.uses().contains(KeyUse.SIGN)).toList();
    }

    Preferences preferences() {
        return preferences;
    }

    static String text(Component userId) {
        return new String(userId.packet().body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    static CertificateView of(Certificate certificate, Instant time, AlgorithmPolicy policy) {
        return new Computation(certificate, time, policy).view();
    }

    /** Goes through a certificate once. */
    private static final class Computation {
        private final Certificate certificate;
        private final Instant time;
        private final AlgorithmPolicy policy;
        private final KeyPacket primary;
        private final SelfSignatures signatures;
        private final Optional<SignaturePacket> direct;
        private Optional<SignaturePacket> ofPrimaryUser = Optional.empty();

        Computation(Certificate certificate, Instant time, AlgorithmPolicy policy) {
            this.certificate = certificate;
            this.time = time;
            this.policy = policy;
            primary = certificate.primary();
            signatures = new SelfSignatures(primary, time, policy);
            direct = signatures.latest(certificate.components().getFirst(), t -> t == SignaturePacket.DIRECT_KEY);
        }

        CertificateView view() {
            var users = userIds();
            var keys = new ArrayList<KeyView>();
            var first = primaryKey();
            keys.add(first);
            for (var component : certificate.components()) {
                if (component.kind() == Component.Kind.SUBKEY) {
                    keys.add(subkey(component, first.trust()));
                }
            }
            var stated = primary.version() == 6 ? direct.or(() -> ofPrimaryUser) : ofPrimaryUser.or(() -> direct);
            return new CertificateView(
                    certificate, time, policy, keys, users, Preferences.of(primary.version(), stated));
        }

        private record User(Component component, Optional<SignaturePacket> claim, Trust trust) {
            boolean saysPrimary() {
                return claim.filter(s -> s.hashed().flag(Subpackets.PRIMARY_USER_ID, false))
                        .isPresent();
            }

            Instant made() {
                return claim.flatMap(SignaturePacket::made).orElse(Instant.MIN);
            }
        }

        private List<UserIdView> userIds() {
            var users = certificate.components().stream()
                    .filter(c -> c.kind() == Component.Kind.USER_ID)
                    .map(this::user)
                    .toList();
            // RFC 9580 §5.2.3.27: of several the one claimed last
            var first = users.stream()
                    .filter(u -> u.trust() instanceof Trust.Verified)
                    .max(java.util.Comparator.comparing(User::saysPrimary).thenComparing(User::made));
            ofPrimaryUser = first.flatMap(User::claim);
            return users.stream()
                    .map(u -> new UserIdView(
                            text(u.component()), first.filter(u::equals).isPresent(), u.trust()))
                    .toList();
        }

        private User user(Component component) {
            var claim = signatures.latest(component, t -> t >= 0x10 && t <= SignaturePacket.POSITIVE_CERTIFICATION);
            var revoked = signatures.revocation(
                    component, SignaturePacket.CERTIFICATION_REVOCATION, claim.flatMap(SignaturePacket::made));
            Trust trust = revoked.isPresent()
                    ? revoked.get()
                    : claim.isPresent()
                            ? new Trust.Verified("claimed by the owner of the key")
                            : new Trust.Unverified("no signature of the owner claims it at that time");
            return new User(component, claim, trust);
        }

        private KeyView primaryKey() {
            var claim = ofPrimaryUser.or(() -> direct);
            Optional<Instant> ends = lifetime(primary.version() == 6 ? direct : claim, direct);
            Trust trust = primaryTrust(ends);
            return new KeyView(primary, true, trust, uses(primary, claim, direct, true), ends);
        }

        private Optional<Instant> lifetime(Optional<SignaturePacket> first, Optional<SignaturePacket> second) {
            if (primary.version() == 3) {
                return primary.validDays() == 0
                        ? Optional.empty()
                        : Optional.of(primary.created().plusSeconds(86_400L * primary.validDays()));
            }
            return expiry(primary, first).or(() -> expiry(primary, second));
        }

        private static Optional<Instant> expiry(KeyPacket key, Optional<SignaturePacket> stated) {
            return stated.flatMap(s -> s.hashed().seconds(Subpackets.KEY_EXPIRES))
                    .filter(s -> s != 0)
                    .map(s -> key.created().plusSeconds(s));
        }

        private Trust primaryTrust(Optional<Instant> ends) {
            var revoked = signatures.revocation(
                    certificate.components().getFirst(), SignaturePacket.KEY_REVOCATION, Optional.empty());
            if (revoked.isPresent()) {
                return revoked.get();
            }
            if (primary.version() == 3) {
                return new Trust.Unverified("keys of version 3 prove nothing: their fingerprint can be forged");
            }
            var objection = policy.objection(primary.material());
            if (objection.isPresent()) {
                return new Trust.Unverified(objection.get());
            }
            // RFC 9580 §10.1.1: version 6 needs a direct key signature
            if (direct.isEmpty() && (primary.version() == 6 || ofPrimaryUser.isEmpty())) {
                return new Trust.Unverified("no signature of the key itself says what it is for at that time");
            }
            return dated(primary, ends);
        }

        private Trust dated(KeyPacket key, Optional<Instant> ends) {
            if (key.created().isAfter(time)) {
                return new Trust.Unverified("not yet made at that time");
            }
            return ends.isPresent() && !time.isBefore(ends.get())
                    ? new Trust.Expired("expired", ends.get())
                    : new Trust.Verified("bound to the certificate");
        }

        private KeyView subkey(Component component, Trust ofPrimary) {
            var key = component.key().orElseThrow();
            var binding = signatures.latest(component, t -> t == SignaturePacket.SUBKEY_BINDING);
            Optional<Instant> ends = expiry(key, binding);
            var revoked = signatures.revocation(component, SignaturePacket.SUBKEY_REVOCATION, Optional.empty());
            Set<KeyUse> uses = uses(key, binding, Optional.empty(), false);
            if (uses.contains(KeyUse.SIGN)
                    && binding.filter(b -> signatures.hasBackSignature(b, component))
                            .isEmpty()) {
                uses.remove(KeyUse.SIGN);
            }
            Trust trust;
            if (!(ofPrimary instanceof Trust.Verified)) {
                trust = ofPrimary;
            } else if (revoked.isPresent()) {
                trust = revoked.get();
            } else if (binding.isEmpty()) {
                trust = new Trust.Unverified("no signature of the primary key binds it at that time");
            } else {
                trust = policy.objection(key.material())
                        .<Trust>map(Trust.Unverified::new)
                        .orElseGet(() -> dated(key, ends));
            }
            return new KeyView(key, false, trust, uses, ends);
        }

        private static Set<KeyUse> uses(
                KeyPacket key, Optional<SignaturePacket> first, Optional<SignaturePacket> second, boolean primary) {
            var algorithm = key.knownAlgorithm();
            boolean signs = algorithm.filter(PublicKeyAlgorithm::signs).isPresent();
            boolean encrypts = algorithm.filter(PublicKeyAlgorithm::encrypts).isPresent();
            int flags = flags(first).or(() -> flags(second)).orElse(key.version() == 6 ? 0 : unstated(primary));
            Predicate<KeyUse> possible = use -> switch (use) {
                case CERTIFY -> signs && primary;
                case SIGN, AUTHENTICATE -> signs;
                case ENCRYPT_COMMUNICATIONS, ENCRYPT_STORAGE -> encrypts;
            };
            var uses = EnumSet.noneOf(KeyUse.class);
            for (var use : KeyUse.values()) {
                if ((flags & use.flag()) != 0 && possible.test(use)) {
                    uses.add(use);
                }
            }
            return uses;
        }

        /** Old keys of version 4 say nothing, and are used for what their algorithm can do. */
        private static int unstated(boolean primary) {
            int encrypt = KeyUse.ENCRYPT_COMMUNICATIONS.flag() | KeyUse.ENCRYPT_STORAGE.flag();
            return primary ? encrypt | KeyUse.CERTIFY.flag() | KeyUse.SIGN.flag() : encrypt | KeyUse.SIGN.flag();
        }

        private static Optional<Integer> flags(Optional<SignaturePacket> stated) {
            return stated.flatMap(s -> s.hashed().last(Subpackets.KEY_FLAGS)).map(b -> b.length == 0 ? 0 : b[0] & 0xff);
        }
    }
}
