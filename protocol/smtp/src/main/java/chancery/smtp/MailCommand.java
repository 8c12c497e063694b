package chancery.smtp;

import chancery.mail.EnvelopeOptions;
import chancery.mail.ReversePath;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * MAIL FROM with its parameters.
 *
 * @param size octets that the client declares (RFC 1870 §3); within the listener's limit
 * @param auth the submitter that the client vouches for, decoded (RFC 4954 §5); {@code "<>"} for unknown
 */
public record MailCommand(ReversePath reversePath, EnvelopeOptions options, OptionalLong size, Optional<String> auth) {}
