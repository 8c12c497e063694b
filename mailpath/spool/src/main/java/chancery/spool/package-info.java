/** Durable queue: schedule, leases, back-off, expiry; SPI Deliverer. */
@NullMarked
package chancery.spool;

import org.jspecify.annotations.NullMarked;
