/**
 * Which implementation computes when the platform is asked for cryptography without naming a provider, as everything here
 * asks: native code where this machine has some, else the Java runtime's own, with the same results.
 */
@NullMarked
package chancery.provider;

import org.jspecify.annotations.NullMarked;
