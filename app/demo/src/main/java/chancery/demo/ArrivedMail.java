package chancery.demo;

import java.nio.file.Path;
import java.util.List;

/**
 * A mail that one of the world's servers accepted.
 *
 * @param file where its octets lie, byte for byte as they came
 * @param contentDigest SHA-256 of what is below the topmost Received field
 */
record ArrivedMail(
        WorldDomain at, String sender, List<String> recipients, String tls, Path file, String contentDigest) {}
