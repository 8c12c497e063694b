/**
 * The durable queue, and the only hand-over between "accepted" and "delivered" for every source of mail.
 *
 * <p>RFC 5321 §6.1 makes the server that answered 250 responsible for the mail, so {@link chancery.spool.Spool#accept}
 * returns only when everything about it is on disk: the sealed content, one row for the mail, one
 * {@link chancery.spool.QueueEntry} for each group of recipients that share content, method and destination, and the
 * audit records. A commit costs one flush of the disk however much is in it; sessions therefore hand their mails to one
 * committer thread, which writes all that wait in one transaction and then releases them together.
 *
 * <p>An entry is worked on by one node at a time. The node writes itself into the row with the moment until which it
 * claims the entry (a lease), renews the claim during long attempts, and loses it when it dies: {@code due_at} is at
 * once the moment of the next attempt of a waiting entry and the end of the lease of a leased one, so one index finds
 * retries and orphans alike. A restarted node recognises leases of its former life by its name and takes them at once.
 * New entries are born leased by the node that accepted them and are attempted with the content that is still in
 * memory; what exceeds the bounds of {@link chancery.spool.SpoolConfig.Limits} is given back and found again by the
 * dispatcher.
 *
 * <p>Results travel through a second group committer, the finisher: it removes finished entries, moves delayed ones
 * (RFC 5321 §4.5.4.1), inserts follow-ups and generated mail, writes audit and destroys the content key of mails that
 * are done, again one transaction for many results. An attempt whose result could not be written before a crash is
 * repeated: a duplicate, never a loss (RFC 5321 §6.1 and §4.5.3.2.6 weigh it the same way).
 */
@NullMarked
package chancery.spool;

import org.jspecify.annotations.NullMarked;
