/**
 * Reports about mail, written and read: delivery status notifications (RFC 3461, RFC 3464, RFC 6522, RFC 6533).
 *
 * <p>A DSN is a mail with three parts: words for people, one block of fields for the transaction and one for each
 * recipient for programs, and the returned mail or its header section. It always travels with the null reverse-path
 * (RFC 3464 §2), so that no report is ever answered by a report.
 */
@NullMarked
package chancery.report;

import org.jspecify.annotations.NullMarked;
