package chancery.mail;

/**
 * A reference to header section and body, never the octets.
 *
 * @param contentId name of the stored content within its tenant
 * @param size in octets, lines ending in CR LF
 * @param sha256 lower case hexadecimal digest of the octets
 */
public record MessageContent(String contentId, long size, String sha256) {}
