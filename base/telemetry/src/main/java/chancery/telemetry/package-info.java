/** Event catalogue, metrics, redaction of addresses and content in logs. */
@NullMarked
package chancery.telemetry;

import org.jspecify.annotations.NullMarked;
