/**
 * Holds the rules of shape that Maven and package-private cannot: it reads the sources and poms of the whole tree, parses
 * them with the compiler's own parser, and lists every place that breaks a rule. Each rule is also run on a small bad
 * example, so that it is known to be able to fail.
 *
 * <p>A place that breaks a rule for a good reason is named in {@code exceptions.tsv} with that reason; one that no longer
 * breaks it must leave that file.
 */
@NullMarked
package chancery.architecture;

import org.jspecify.annotations.NullMarked;
