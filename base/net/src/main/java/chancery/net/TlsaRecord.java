package chancery.net;

/**
 * RFC 6698 §2.1. The numbers are as found: a value that the reader does not know makes the record unusable, which is
 * for the caller to judge (RFC 7672 §2.1.1).
 *
 * @param association certificate association data in lower case hexadecimal
 */
public record TlsaRecord(int usage, int selector, int matchingType, String association) {}
