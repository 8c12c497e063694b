package chancery.spool;

import chancery.mail.MailTransaction;

/**
 * An entry as an administrator sees it.
 *
 * @param lastStatus reply or fault of the last attempt, empty before the first
 * @param inProgress claimed by a node: being tried or about to be
 */
public record QueuedEntry(MailTransaction mail, QueueEntry entry, String lastStatus, boolean inProgress) {}
