package chancery.report;

import java.util.List;
import java.util.Optional;

/**
 * A message disposition notification (RFC 8098 §3): what the recipient's program did with a mail.
 *
 * @param finalRecipient the address that the mail came to, without its type
 * @param originalMessageId of the mail it is about, without angle brackets
 * @param reportingUa name and product of the program
 * @param failures texts of the Failure fields, then those of Error
 */
public record Mdn(
        String finalRecipient,
        Optional<String> originalRecipient,
        Optional<String> originalMessageId,
        MdnDisposition disposition,
        Optional<String> reportingUa,
        Optional<String> gateway,
        List<String> failures)
        implements Report {
    public Mdn {
        failures = List.copyOf(failures);
    }
}
