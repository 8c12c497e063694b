/**
 * Which TLS a delivery must have, and whether it had it: DANE for SMTP, MTA-STS and TLS-RPT.
 *
 * <p>STARTTLS by itself is opportunistic: whoever sits on the path can take it away or answer with their own
 * certificate. Two standards let a receiving domain say more. By DANE (RFC 6698, 7671, 7672) it publishes in the DNS,
 * signed by DNSSEC, which key or authority its mail hosts use; this works without public authorities, but only when MX,
 * address and TLSA records are all secure. By MTA-STS (RFC 8461) it publishes over HTTPS, vouched for by a public
 * authority, which names its mail hosts have; a sender remembers the policy, so that an attacker must be there at the
 * first contact.
 *
 * <p>{@link chancery.tlspolicy.TlsPolicyResolver} is asked for each mail host. DANE comes first, and a failure of DANE is
 * never softened by MTA-STS (RFC 8461 §2). The answer, a {@link chancery.tlspolicy.TlsPolicy}, carries the evidence: which
 * record was asked for, whether it was secure, which policy id was used. An answer that could not be had, or that was
 * forged, closes the host for now; only proven absence opens it.
 *
 * <p>TLS-RPT (RFC 8460) tells a domain how deliveries to it went. Here are its record and the counts of
 * {@link chancery.tlspolicy.TlsSessionTally}; the report's JSON and mail are the subject of the reports' module.
 *
 * <p>For an own domain the records and texts to publish are made by {@link chancery.tlspolicy.OwnDomainTls}.
 */
@NullMarked
package chancery.tlspolicy;

import org.jspecify.annotations.NullMarked;
