package chancery.spool;

import chancery.mail.MailTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An entry that this node has claimed, with everything an attempt needs. */
final class LeasedEntry {
    /** An entry that becomes due at this moment was sent by a person and does not wait for its destination's pause. */
    static final Instant AT_ONCE = Instant.EPOCH;

    /** The vault keeps larger contents in blobs. */
    private static final long IN_MEMORY = 256 << 10;

    private final MailTransaction mail;
    private final QueueEntry entry;
    private final ContentSource content;
    private final long octets;
    private final boolean urgent;
    private volatile Instant leasedUntil;
    private volatile Attempts.Running running = Attempts.Running.NOT_YET;

    /** @param octets of content kept in memory as long as this entry is */
    LeasedEntry(
            MailTransaction mail,
            QueueEntry entry,
            ContentSource content,
            long octets,
            boolean urgent,
            Instant leasedUntil) {
        this.mail = mail;
        this.entry = entry;
        this.content = content;
        this.octets = octets;
        this.urgent = urgent;
        this.leasedUntil = leasedUntil;
    }

    /** The entries of new mails that may be tried now, with the content that is still in memory. */
    static List<LeasedEntry> of(List<AcceptedMail> mails, Instant until) {
        var leased = new ArrayList<LeasedEntry>();
        for (AcceptedMail mail : mails) {
            var content = mail.content();
            long size = mail.mail().content().size();
            long octets = size > IN_MEMORY ? 0 : size;
            for (QueueEntry entry : mail.entries()) {
                if (entry.state() != EntryState.HELD) {
                    leased.add(new LeasedEntry(mail.mail(), entry, content::openClear, octets, false, until));
                }
            }
        }
        return leased;
    }

    MailTransaction mail() {
        return mail;
    }

    QueueEntry entry() {
        return entry;
    }

    ContentSource content() {
        return content;
    }

    long octets() {
        return octets;
    }

    boolean urgent() {
        return urgent;
    }

    Instant leasedUntil() {
        return leasedUntil;
    }

    void renewedUntil(Instant until) {
        leasedUntil = until;
    }

    Attempts.Running running() {
        return running;
    }

    void running(Attempts.Running now) {
        running = now;
    }

    UUID id() {
        return entry.id();
    }

    String destination() {
        return entry.destination();
    }

    /** A new entry of a mail whose content is at hand. */
    LeasedEntry followedBy(QueueEntry next, Instant until) {
        return new LeasedEntry(mail, next, content, octets, false, until);
    }
}
