/**
 * Delivers by SMTP.
 *
 * <p>For the domain of the recipients there is a {@link chancery.outbound.Route}: a configured host, or what the MX
 * records say (RFC 5321 §5.1). It yields next hops in the order of preference; each has addresses of both families.
 * They are tried one after the other until every recipient has a final answer, the hops are used up, or the deadline
 * of the attempt is near. Connections are kept for a short time and used again for the same next hop and the same
 * promise of TLS.
 *
 * <p>{@link chancery.mail.TlsRequirement} is a promise, not a preference. Opportunistic mail goes over TLS when the
 * host offers it, and in clear when that fails (RFC 7435 §3). Verified mail leaves only over a session whose
 * certificate leads to a trust anchor and carries a name that the network could not have chosen: the domain itself, a
 * configured host, or an MX host that lies in the domain or was read from signed DNS. A host that answered and cannot
 * do that makes the method impossible, which is for the policy's next method; there is no way down from here. A host
 * that did not answer is tried again later.
 */
@NullMarked
package chancery.outbound;

import org.jspecify.annotations.NullMarked;
