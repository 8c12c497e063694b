package chancery.mailauth;

/** Which record applies to the mail of a domain (RFC 9989 §4.10.1). Trouble with the DNS is a result too. */
public sealed interface DmarcDiscovery {
    /**
     * The record that applies.
     *
     * @param policyDomain where it stands: the domain itself, its organizational domain, or the public suffix above that
     * @param record as it was read; it need not be usable
     */
    record Found(String policyDomain, DmarcRecord record) implements DmarcDiscovery {}

    /** Neither the domain nor those above it that count have one. */
    record None() implements DmarcDiscovery {}

    /**
     * A name on the way could not be asked, so nothing is known.
     *
     * @param why one phrase, without the name
     */
    record Undecided(String why) implements DmarcDiscovery {}
}
