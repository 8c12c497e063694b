/**
 * Benchmarks that compare with a peer in turns: the same load generator and the same sink for both, several rounds,
 * medians and ratios. Everything stays on 127.0.0.1.
 */
@NullMarked
package chancery.bench;

import org.jspecify.annotations.NullMarked;
