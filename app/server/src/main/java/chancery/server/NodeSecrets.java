package chancery.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Secrets of the installation that are no content keys: made at the first start, mode 0600, the same on all nodes. */
final class NodeSecrets {
    private static final int OCTETS = 32;

    private NodeSecrets() {}

    static byte[] readOrMake(Path data, String name) throws ServerStartException {
        Path file = data.resolve("keys").resolve(name);
        try {
            Files.createDirectories(file.getParent());
            if (!Files.exists(file)) {
                byte[] secret = new byte[OCTETS];
                new SecureRandom().nextBytes(secret);
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, HexFormat.of().formatHex(secret) + "\n");
            }
            return HexFormat.of().parseHex(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException e) {
            throw new ServerStartException(file + " cannot be read as a secret: " + e.getMessage(), e);
        }
    }
}
