/**
 * How fast the protocol libraries are, measured by JMH beside something else in the same run, since figures of a machine
 * that others use say little alone. A benchmark class has methods of one unit; the method whose name starts with
 * {@code floor} is the bare work that no library can avoid (the cipher over the same octets), one that starts with
 * {@code peer} is another library. {@link chancery.speed.SpeedBench} prints the ratios.
 */
@NullMarked
package chancery.speed;

import org.jspecify.annotations.NullMarked;
