package chancery.store;

import chancery.mail.FaultException;
import chancery.mail.TenantId;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;

/**
 * The key of one content: 256 random bits, used for that content alone. What fits in memory is one AES-256-GCM cipher
 * text; a blob is AES-256-GCM in segments of 64 KiB with a key derived by HKDF, of which each is verified before it is
 * released and none can be dropped, moved or repeated unseen.
 */
final class MessageKey {
    private static final int SEGMENT = 1 << 16;

    private final byte[] key;
    private final byte[] associated;

    private MessageKey(byte[] key, byte[] associated) {
        this.key = key;
        this.associated = associated;
    }

    static MessageKey generate(TenantId tenant, UUID content) {
        return new MessageKey(AesGcm.random(32), associated(tenant, content));
    }

    static MessageKey unwrap(Aead tenantKey, byte[] wrapped, TenantId tenant, UUID content) {
        byte[] associated = associated(tenant, content);
        try {
            return new MessageKey(tenantKey.decrypt(wrapped, associated), associated);
        } catch (GeneralSecurityException e) {
            throw new FaultException(StoreError.CONTENT_DAMAGED, e);
        }
    }

    byte[] wrap(Aead tenantKey) {
        try {
            return tenantKey.encrypt(key, associated);
        } catch (GeneralSecurityException e) {
            throw new FaultException(StoreError.KEYSET, e);
        }
    }

    /** Encrypts the first {@code length} octets. */
    byte[] encrypt(byte[] clear, int length) {
        try {
            return AesGcm.encrypt(key, clear, length, associated);
        } catch (GeneralSecurityException e) {
            throw new FaultException(StoreError.KEYSET, e);
        }
    }

    byte[] decrypt(byte[] cipherText) {
        try {
            return AesGcm.decrypt(key, cipherText, associated);
        } catch (GeneralSecurityException e) {
            throw new FaultException(StoreError.CONTENT_DAMAGED, e);
        }
    }

    OutputStream encrypting(OutputStream cipherText) throws IOException {
        try {
            return streaming().newEncryptingStream(cipherText, associated);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    InputStream decrypting(InputStream cipherText) throws IOException {
        try {
            return streaming().newDecryptingStream(cipherText, associated);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private AesGcmHkdfStreaming streaming() throws GeneralSecurityException {
        return new AesGcmHkdfStreaming(key, "HmacSha256", 32, SEGMENT, 0);
    }

    // a key or body put into another row does not open
    private static byte[] associated(TenantId tenant, UUID content) {
        return ("content " + tenant + " " + content).getBytes(StandardCharsets.US_ASCII);
    }
}
