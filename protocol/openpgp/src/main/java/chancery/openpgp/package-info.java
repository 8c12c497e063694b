/**
 * OpenPGP: certificates and messages (RFC 9580).
 *
 * <p>An OpenPGP <i>certificate</i> is a primary key with user IDs and subkeys, each bound to it by signatures that carry
 * a time, a lifetime and what the key may be used for. Nothing in it is true by being there: what holds is computed from
 * the signatures, for a point in time, by {@link chancery.openpgp.Certificate#at}. A revocation with a hard reason (a
 * stolen key) counts for all times, one with a soft reason (superseded, retired) from its date on. A subkey may sign
 * only if it has itself signed that it belongs to the primary key.
 *
 * <p>A <i>message</i> is packets in the grammar of RFC 9580 §10.3. {@link chancery.openpgp.MessageReader} holds it to that
 * grammar, so that nothing stands beside what was signed or encrypted. Encryption is a random session key, wrapped for
 * each recipient, and data protected by SEIPD version 1 (CFB with a hash at the end) or version 2 (AEAD in chunks).
 * Plaintext is kept in a {@link chancery.openpgp.Workspace} of the caller and comes out only after all of it has proven
 * intact; there is no stream that is checked when it is closed. Data without protection (type 9) is never decrypted.
 *
 * <p>Old algorithms are judged by {@link chancery.openpgp.AlgorithmPolicy}, a value with dates. What a signature proves
 * is a {@link chancery.openpgp.SignatureVerdict} with its evidence; unknown is not verified.
 *
 * <p>The packet layer is written here and not taken from Bouncy Castle's: that one gives out plaintext before its hash
 * was checked, reports bad input by unchecked exceptions and has no bounds. The primitives are those of the Java
 * runtime, and Bouncy Castle's where it has none.
 *
 * <p>Versions: certificates, signatures and messages of versions 4 and 6; keys and signatures of version 3 are read and
 * shown, not trusted; version 5 (LibrePGP) is unknown here.
 */
@NullMarked
package chancery.openpgp;

import org.jspecify.annotations.NullMarked;
