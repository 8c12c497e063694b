/**
 * Reports about mail: the delivery status notification (DSN), written and read.
 *
 * <p>A DSN is a mail with three parts (RFC 6522 §3): words for a person, fields for a program (RFC 3464 §2), and the
 * mail or header section it is about. It goes to the reverse-path with a null reverse-path of its own, so that no
 * report is ever made about a report (RFC 5321 §6.1). What the sender asked for, NOTIFY, RET, ENVID and ORCPT of
 * RFC 3461 §4, is for the caller to honour and for the writer to carry; addresses beyond ASCII take the forms of
 * RFC 6533 §3.
 *
 * <p>The reader takes any message and finds the fields, however the writer of the report has broken them; what cannot
 * be understood is absent from the result, never guessed.
 */
@NullMarked
package chancery.report;

import org.jspecify.annotations.NullMarked;
