package chancery.tlspolicy;

import chancery.mail.SyntaxException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The TXT record at {@code _smtp._tls.DOMAIN} (RFC 8460 §3): where a domain wants to be told how deliveries went.
 *
 * @param rua {@code mailto:} and {@code https:} addresses, at least one
 */
public record TlsRptRecord(List<URI> rua) {
    static final String VERSION = "TLSRPTv1";
    private static final int MAX_ADDRESSES = 20;

    public TlsRptRecord {
        rua = List.copyOf(rua);
        if (rua.isEmpty()) {
            throw new IllegalArgumentException("a report needs an address");
        }
    }

    /** Addresses of other schemes are passed over; a record with none left is malformed. */
    public static TlsRptRecord parse(String record) throws SyntaxException {
        var rua = TagList.parse(record, VERSION).get("rua");
        if (rua == null) {
            throw new SyntaxException("the field rua is wanted", record.length());
        }
        List<URI> found = new ArrayList<>();
        int position = rua.position();
        for (String part : rua.value().split(",", -1)) {
            address(part.strip(), position).ifPresent(found::add);
            position += part.length() + 1;
        }
        if (found.isEmpty() || found.size() > MAX_ADDRESSES) {
            throw new SyntaxException(
                    "1 to " + MAX_ADDRESSES + " mailto: or https: addresses are wanted", rua.position());
        }
        return new TlsRptRecord(found);
    }

    private static Optional<URI> address(String text, int position) throws SyntaxException {
        try {
            var uri = new URI(text);
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return switch (scheme) {
                case "" -> throw new SyntaxException("an address with a scheme is wanted", position);
                case "mailto" -> {
                    var part = uri.getRawSchemeSpecificPart();
                    if (part.indexOf('@') < 1 || part.endsWith("@")) {
                        throw new SyntaxException("a mail address is wanted", position);
                    }
                    yield Optional.of(uri);
                }
                case "https" -> {
                    if (uri.getHost() == null) {
                        throw new SyntaxException("an address with a host is wanted", position);
                    }
                    yield Optional.of(uri);
                }
                default -> Optional.empty();
            };
        } catch (URISyntaxException e) {
            throw new SyntaxException("an address is wanted", position + Math.max(0, e.getIndex()));
        }
    }

    /** Of all TXT records at the name the one that is meant; none when there are several (RFC 8460 §3). */
    public static Optional<String> only(List<String> records) {
        return MtaStsRecord.single(records, VERSION);
    }

    /** The record to publish. A comma, an exclamation mark or a semicolon inside an address is percent-encoded. */
    public String text() {
        return "v=" + VERSION + "; rua="
                + String.join(
                        ",",
                        rua.stream()
                                .map(uri -> uri.toString()
                                        .replace(",", "%2C")
                                        .replace("!", "%21")
                                        .replace(";", "%3B"))
                                .toList());
    }
}
