package chancery.mailauth;

import chancery.mail.SyntaxException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A DMARC policy record (RFC 9989 §4.7). What is wrong in it falls back to the default where there is one, as the
 * standard wants; {@link #faults} says what that was.
 *
 * @param text the whole record
 * @param own the tag p, for the domain of the record itself
 * @param ownIsValid whether p is there and one of the three words; else {@code own} is the default
 * @param subdomains the tag sp, or {@code own}
 * @param nonExistent the tag np, or {@code subdomains}
 * @param testMode the tag t is {@code y}: the owner wants the next milder policy (RFC 9989 §A.6)
 * @param aggregateReports the tag rua, without what is no URI
 * @param failureReports the tag ruf, without what is no URI
 * @param failureOptions the tag fo, {@code 0} when absent; ignored without ruf
 * @param faults what was found wrong or is no longer used, for the owner
 */
public record DmarcRecord(
        String text,
        Policy own,
        boolean ownIsValid,
        Policy subdomains,
        Policy nonExistent,
        Alignment dkimAlignment,
        Alignment spfAlignment,
        PublicSuffix publicSuffix,
        boolean testMode,
        List<URI> aggregateReports,
        List<URI> failureReports,
        Set<String> failureOptions,
        List<String> faults) {
    /** Destinations of one kind of report that are read; further ones are left out, and said to be. */
    public static final int MOST_URIS = 20;

    /** What the owner of a domain wants done with mail that fails. */
    public enum Policy {
        NONE,
        QUARANTINE,
        REJECT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Policy> of(String word) {
            for (Policy value : values()) {
                if (value.word().equalsIgnoreCase(word)) {
                    return Optional.of(value);
                }
            }
            return Optional.empty();
        }

        /** One level below, for records in test mode (RFC 9989 §4.7). */
        Policy milder() {
            return this == REJECT ? QUARANTINE : NONE;
        }
    }

    /** How near a domain must be to the author's (RFC 9989 §4.4). */
    public enum Alignment {
        RELAXED,
        STRICT
    }

    /** The tag psd: whether registrations happen below the domain. */
    public enum PublicSuffix {
        YES,
        NO,
        UNKNOWN
    }

    public DmarcRecord {
        aggregateReports = List.copyOf(aggregateReports);
        failureReports = List.copyOf(failureReports);
        failureOptions = Set.copyOf(failureOptions);
        faults = List.copyOf(faults);
    }

    /**
     * Reads a TXT record.
     *
     * @throws SyntaxException when it is no DMARC record at all: the version is not the first tag, or is another
     */
    public static DmarcRecord parse(String text) throws SyntaxException {
        return new DmarcRecordParser(text).parse();
    }

    /** True when a TXT record begins with the version (RFC 9989 §4.10). */
    public static boolean isDmarc(String txt) {
        return DmarcRecordParser.VERSION.matcher(txt).lookingAt();
    }

    /**
     * True when the policy can be applied: p is valid, and so are sp and np where they are there, or there is somebody to
     * tell of it, and then all policies are {@code none} (RFC 9989 §4.10.1).
     */
    public boolean isUsable() {
        return ownIsValid || !aggregateReports.isEmpty();
    }
}
