/**
 * Who may have written a mail: SPF, DKIM, DMARC, and ARC as a hint.
 *
 * <p>SPF (RFC 7208) asks whether a domain lets this client send with its name in the envelope. DKIM (RFC 6376, with the
 * algorithms of RFC 8301 and RFC 8463) is a signature over header fields and body whose key lies in the DNS. Neither says
 * anything about the {@code From:} that a person sees; DMARC (RFC 9989) does: it asks whether one of the two passed for a
 * domain of the same organisation, and what that organisation wants done when none did. ARC (RFC 8617) lets those who
 * passed a mail on say what they saw; it is worth as much as they are, so it is verified and reported and decides nothing.
 *
 * <p>{@link chancery.mailauth.MailAuthenticator} asks all of it about one mail. Each result carries the word of RFC 8601
 * §2.7 and the evidence: which record, by which path, which key, how many look-ups. Trouble with the DNS is a result
 * ({@code temperror}); so is a mail or record that breaks the rules ({@code permerror}).
 *
 * <p>{@link chancery.mailauth.DmarcDestinationVerifier} says where the reports may go that a DMARC record asks for (RFC 9990
 * §4): to its own organization, and to others only where these agreed.
 *
 * <p>{@link chancery.mailauth.AuthenticationResults} is the header field that tells the verdicts to those behind us, and
 * that a stranger may have forged (RFC 8601 §5).
 */
@NullMarked
package chancery.mailauth;

import org.jspecify.annotations.NullMarked;
