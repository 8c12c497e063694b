package chancery.tlspolicy;

import chancery.net.TlsaRecord;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;

/** What an own domain publishes so that others deliver to it over proven TLS. */
public final class OwnDomainTls {
    /** A record for the zone: full name without the final dot, type, value in presentation format. */
    public record Published(String name, String type, String value) {
        /** As a line of a zone file (RFC 1035 §5.1). */
        public String zoneLine() {
            return name + ". IN " + type + " " + (type.equals("TXT") ? "\"" + value + "\"" : value);
        }
    }

    private OwnDomainTls() {}

    /** RFC 7672 §3.1.1: the host's own key by its digest, {@code 3 1 1}, which survives a renewal with the same key. */
    public static Published tlsa(String host, int port, X509Certificate certificate) {
        return tlsa(host, port, certificate, TlsaRecords.DANE_EE, TlsaRecords.KEY, TlsaRecords.SHA2_256);
    }

    /** Any usable kind of record: usage 2 or 3, selector 0 or 1, matching type 0, 1 or 2. */
    public static Published tlsa(
            String host, int port, X509Certificate certificate, int usage, int selector, int matchingType) {
        var record = new TlsaRecord(
                usage, selector, matchingType, TlsaRecords.association(certificate, selector, matchingType));
        if (!TlsaRecords.usable(record)) {
            throw new IllegalArgumentException("no such record is usable for SMTP");
        }
        return new Published("_" + port + "._tcp." + host, "TLSA", TlsaParser.text(record));
    }

    /** To be changed whenever the policy's text is. */
    public static Published mtaSts(String domain, String id) {
        return new Published("_mta-sts." + domain, "TXT", new MtaStsRecord(id).text());
    }

    public static Published tlsRpt(String domain, List<URI> rua) {
        return new Published("_smtp._tls." + domain, "TXT", new TlsRptRecord(rua).text());
    }
}
