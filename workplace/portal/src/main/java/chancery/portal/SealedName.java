package chancery.portal;

import chancery.mail.TenantId;
import com.google.crypto.tink.subtle.AesSiv;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes tenant and id of a row as one opaque word for addresses and cookies, and reads it back. The word is the same
 * each time, so a reminder carries the link of the first notice; it says nothing to whoever has no key; and a changed
 * or invented one is recognised without asking the database, whose rows can only be read under a tenant.
 */
final class SealedName {
    enum Purpose {
        LINK,
        SESSION,
        BROWSER
    }

    record Named(TenantId tenant, UUID id) {}

    private static final int OCTETS = 48;
    private static final int LETTERS = 64;

    private final AesSiv cipher;

    SealedName(PortalSecrets secrets) {
        try {
            this.cipher = new AesSiv(secrets.derive("sealed names", 64));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String seal(Purpose purpose, TenantId tenant, UUID id) {
        byte[] clear = ByteBuffer.allocate(32)
                .putLong(tenant.value().getMostSignificantBits())
                .putLong(tenant.value().getLeastSignificantBits())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        try {
            byte[] sealed = cipher.encryptDeterministically(clear, label(purpose));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty for everything that {@link #seal} did not make for this purpose. */
    Optional<Named> open(Purpose purpose, String word) {
        if (word.length() != LETTERS) {
            return Optional.empty();
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(word);
            if (sealed.length != OCTETS) {
                return Optional.empty();
            }
            ByteBuffer clear = ByteBuffer.wrap(cipher.decryptDeterministically(sealed, label(purpose)));
            TenantId tenant = new TenantId(new UUID(clear.getLong(), clear.getLong()));
            return Optional.of(new Named(tenant, new UUID(clear.getLong(), clear.getLong())));
        } catch (IllegalArgumentException | GeneralSecurityException forged) {
            return Optional.empty();
        }
    }

    private static byte[] label(Purpose purpose) {
        return purpose.name().getBytes(StandardCharsets.US_ASCII);
    }
}
