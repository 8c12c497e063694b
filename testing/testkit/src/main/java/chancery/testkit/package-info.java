/** Test certificates, free ports, real peers started and stopped. */
@NullMarked
package chancery.testkit;

import org.jspecify.annotations.NullMarked;
