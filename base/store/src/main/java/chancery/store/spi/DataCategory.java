package chancery.store.spi;

/** What kind of personal data a table holds; each kind has its own purpose, retention and readers. */
public enum DataCategory {
    /** Who someone is: accounts, domains, settings. */
    ACCOUNT,
    /** What was written, always encrypted. */
    CONTENT,
    /** That something happened: queue, audit, logs. */
    SYSTEM,
    /** Who writes to whom, kept to warn of a wrong recipient. */
    THREAT_PROTECTION
}
