/**
 * What an operator sees of a running installation: events, metrics, health.
 *
 * <p>Every line that Chancery writes of its own is an {@link chancery.telemetry.Event} from one catalogue, written by an
 * {@link chancery.telemetry.EventLog} with named values. So a log can be searched by name, counted, and read by a
 * machine.
 *
 * <p>Mail addresses and content do not belong in logs. Content is never given to a log at all; an address may be given
 * as the value it is, and becomes a tag such as {@code ~3f9a01c2}: the same for the same address until the process ends,
 * and of no use to anybody without the process. The tag is a keyed hash, because a plain one could be found by trying
 * addresses. Text of others (exceptions, libraries) is searched for addresses before it is written.
 *
 * <p>Lines go to standard error, as JSON, or as text for a person at a terminal. {@link chancery.telemetry.Metrics} is
 * what Prometheus reads; {@link chancery.telemetry.ManagementServer} answers {@code /health}, {@code /ready} and
 * {@code /metrics}.
 */
@NullMarked
package chancery.telemetry;

import org.jspecify.annotations.NullMarked;
