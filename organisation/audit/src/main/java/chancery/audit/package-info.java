/**
 * The append-only record of who or what decided, and what became of it.
 *
 * <p>Records are appended in the transaction of what they tell about, so that neither is without the other. They form
 * chains, one per tenant and writer: each record's hash covers its own words and the hash before it, and the head of
 * each chain is kept apart. {@link chancery.audit.AuditLog#verify} therefore finds a record that was changed, removed,
 * put in, put elsewhere or cut off at the end. Who can write both tables as the database's owner can still forge a whole
 * chain; against that helps only a head that was taken elsewhere in time.
 *
 * <p>The hash is SHA-256 over the hash before (32 octets, zero for the first) and these fields, each preceded by its
 * length in UTF-8 octets as four octets, big-endian: tenant, chain, sequence number, time in microseconds since 1970,
 * mail or nothing, event, detail (the JSON object as stored).
 */
@NullMarked
package chancery.audit;

import org.jspecify.annotations.NullMarked;
