package chancery.admin;

import chancery.mail.FaultException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The token of whoever may read the data folder. Made at the first start; the file has mode 0600. */
public final class OperatorToken {
    private static final int OCTETS = 32;

    private final byte[] hash;

    private OperatorToken(byte[] hash) {
        this.hash = hash;
    }

    /**
     * Reads the file, or makes it.
     *
     * @param random a cryptographically strong one
     */
    public static OperatorToken in(Path file, RandomGenerator random) {
        try {
            if (!Files.exists(file)) {
                make(file, random);
            }
            String secret = Files.readString(file).strip();
            if (secret.length() < OCTETS) {
                throw new FaultException(AdminError.TOKEN_FILE, file + " holds no token: remove it and start again");
            }
            return new OperatorToken(sha256(secret));
        } catch (IOException e) {
            throw new FaultException(AdminError.TOKEN_FILE, e);
        }
    }

    /** Compares in constant time. */
    boolean is(String secret) {
        return MessageDigest.isEqual(hash, sha256(secret));
    }

    private static void make(Path file, RandomGenerator random) throws IOException {
        byte[] octets = new byte[OCTETS];
        random.nextBytes(octets);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = Files.newByteChannel(file, options, ownerOnly);
                var out = Channels.newOutputStream(channel)) {
            out.write((secret + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (FileAlreadyExistsException e) {
            // another process was quicker; its token is as good
            return;
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new FaultException(AdminError.TOKEN_FILE, e);
        }
    }
}
