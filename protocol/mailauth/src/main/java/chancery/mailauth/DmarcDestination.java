package chancery.mailauth;

import chancery.mail.EmailAddress;
import chancery.net.DnsSecurity;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * Whether reports may go where a DMARC record asks for them (RFC 9990 §4, RFC 9991 §5). Without that check anybody could
 * have a stranger flooded with reports.
 */
public sealed interface DmarcDestination {
    /** What a report consumer publishes at {@link #consentName} who wants the reports (RFC 9989 §B.2.3). */
    String CONSENT = "v=DMARC1;";

    /** Which reports. */
    enum Tag {
        /** Aggregate reports (RFC 9990). */
        RUA,
        /** Failure reports (RFC 9991). */
        RUF;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        List<URI> of(DmarcRecord record) {
            return switch (this) {
                case RUA -> record.aggregateReports();
                case RUF -> record.failureReports();
            };
        }
    }

    Tag tag();

    /** As it stands in the record. */
    URI uri();

    /** Whom to send to; none unless the destination is {@link Internal} or {@link Authorized}. */
    default List<EmailAddress> recipients() {
        return List.of();
    }

    /** The name where a destination host says whether it wants the reports about a domain; it may be too long to exist. */
    static String consentName(String policyDomain, String host) {
        return policyDomain + "._report._dmarc." + host;
    }

    /**
     * Within the organizational domain of the record, so that nobody else is concerned.
     *
     * @param organizationalDomain of both
     */
    record Internal(Tag tag, URI uri, EmailAddress address, String organizationalDomain) implements DmarcDestination {
        @Override
        public List<EmailAddress> recipients() {
            return List.of(address);
        }
    }

    /**
     * Elsewhere, and the report consumer agreed.
     *
     * @param name that was asked
     * @param records that were found there and say so
     * @param security of that answer
     * @param recipients the address of the URI, or those that the consumer wants instead, all at the same host
     * @param replaced whether the consumer wants others
     */
    record Authorized(
            Tag tag,
            URI uri,
            String name,
            List<String> records,
            DnsSecurity security,
            List<EmailAddress> recipients,
            boolean replaced)
            implements DmarcDestination {
        public Authorized {
            records = List.copyOf(records);
            recipients = List.copyOf(recipients);
        }
    }

    /**
     * Elsewhere, and no reports may be sent there.
     *
     * @param name that was asked, or would have been
     * @param records that were found there, shortened
     */
    record Refused(Tag tag, URI uri, String name, List<String> records, Reason reason) implements DmarcDestination {
        public Refused {
            records = List.copyOf(records);
        }
    }

    /**
     * The DNS did not say; to be asked again before reports are sent.
     *
     * @param name that could not be asked
     * @param why one phrase
     */
    record Undecided(Tag tag, URI uri, String name, String why) implements DmarcDestination {}

    /**
     * No mail address can be read from it: another scheme, or malformed. To be left out (RFC 9989 §4.7).
     *
     * @param why one phrase
     */
    record Unusable(Tag tag, URI uri, String why) implements DmarcDestination {}

    /** Why no reports may be sent. */
    enum Reason {
        NO_CONSENT("no DMARC record there says that these reports are wanted"),
        REPLACED_ELSEWHERE(
                "the record there names other addresses, and none of them is a mail address at the same host"),
        NAME_TOO_LONG("the name to ask is longer than the DNS allows"),
        PUBLIC_SUFFIX("the record is that of a public suffix, which gets no failure reports");

        private final String explanation;

        Reason(String explanation) {
            this.explanation = explanation;
        }

        public String explanation() {
            return explanation;
        }
    }
}
