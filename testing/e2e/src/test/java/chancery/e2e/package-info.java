/**
 * The whole gateway as its users run it: a process of its own, spoken to by SMTP and REST only, and everything that can
 * go wrong around it.
 *
 * <p>{@link chancery.e2e.Gateway} is one installation and its lives, {@link chancery.e2e.Sink} the outside world that
 * receives, {@link chancery.e2e.Load} the clients that send. What is asserted is what a person loses or gets twice:
 * RFC 5321 §6.1 says that a server that has answered 250 has taken responsibility, so every content answered with 250 must
 * reach the sink, byte for byte below our trace fields. A second arrival is allowed only where nobody can avoid it: when
 * the end came between the next hop's 250 and our record of it (§4.5.3.2.6).
 *
 * <p>Long runs are tagged {@code soak}; how often and how many, say system properties: {@code e2e.kills} (for each kind of
 * database), {@code e2e.mutations}, {@code e2e.seed}. For example
 * {@code mvn verify -pl testing/e2e -am -Dtest=KillTest#*Often -Dsurefire.failIfNoSpecifiedTests=false
 * -Dsurefire.groups.excluded=none -De2e.kills=100}.
 */
@NullMarked
package chancery.e2e;

import org.jspecify.annotations.NullMarked;
