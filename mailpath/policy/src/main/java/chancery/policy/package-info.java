/**
 * Policy: from what is known about a mail to what shall happen for each of its recipients.
 *
 * <p>A {@link chancery.policy.Policy} is a versioned value: an ordered list of rules, an outcome for whatever no rule
 * takes, the partners for whom a verified connection is enough, and word lists. A {@link chancery.policy.Rule} has a
 * {@link chancery.policy.Condition} (a tree, no code) and an {@link chancery.policy.Outcome}. For each recipient the
 * first rule whose condition holds decides; nothing else does. {@link chancery.policy.PolicyEvaluator} is a pure
 * function of policy and {@link chancery.policy.Assessment}: no clock, no network, no database, so that the same plan
 * can be shown before a mail is sent and defended a year later.
 *
 * <p><b>Protected mail never leaves in clear.</b> An outcome that promises protection (a verified connection, the
 * portal) cannot name opportunistic TLS among its alternatives; such an outcome cannot be built, and so it cannot be
 * read from a file or a database either. A mail whose sender asks for REQUIRETLS (RFC 8689 §2) is raised to a verified
 * connection when policy would send it opportunistically. When no method can be kept, the mail is not sent.
 *
 * <p>Scanners report, only policy decides. A scan that gave no answer is a finding of its own and never means clean.
 *
 * <p>Word lists are searched by one automaton in one pass, whatever their number (Aho and Corasick, Communications of
 * the ACM 18(6), 1975); header values by globs. Nothing that runs over text from outside can take more than linear
 * time in it.
 *
 * <p>The JSON form is read strictly: an unknown key or word is an error that names its place and the nearest known
 * word. Published policies are kept for ever, one row per version; to undo a change is to publish an older version
 * again.
 */
@NullMarked
package chancery.policy;

import org.jspecify.annotations.NullMarked;
