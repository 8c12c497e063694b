/**
 * Reports about mail, written and read.
 *
 * <p>Delivery status notifications (DSN, RFC 3464) tell the sender what became of a recipient, disposition notifications
 * (MDN, RFC 8098) what the recipient's program did with the mail. Both are mails with three parts (RFC 6522 §3): words
 * for a person, fields for a program, and the mail or header section they are about. They go out with a null
 * reverse-path, so that no report is ever made about a report (RFC 5321 §6.1). What the sender asked for, NOTIFY, RET,
 * ENVID and ORCPT of RFC 3461 §4, is for the caller to honour and for the writer to carry; addresses beyond ASCII take
 * the forms of RFC 6533 §3.
 *
 * <p>Feedback reports (ARF, RFC 5965) carry complaints and, with RFC 6591 and RFC 9991, single failures of
 * authentication; XARF does the same in JSON. DMARC aggregate reports (RFC 9990, XML) and TLS reports (RFC 8460, JSON)
 * sum up what a receiver or sender saw of a domain in a day.
 *
 * <p>The readers take what is really sent. What cannot be understood is absent from the result or refused, never
 * guessed; a file is unpacked and read within {@link chancery.report.ReportLimits}; nothing in it is fetched or believed.
 */
@NullMarked
package chancery.report;

import org.jspecify.annotations.NullMarked;
