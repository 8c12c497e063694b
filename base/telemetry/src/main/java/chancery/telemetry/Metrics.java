package chancery.telemetry;

import chancery.mail.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What is counted and timed. Names are {@code chancery.WHAT.HAPPENED}; labels come in pairs of name and value, and their
 * values from a small closed set (an enum, an error code), never from a mail.
 */
public final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collector = new JvmGcMetrics();

    /** Without the figures of the Java runtime: for tests and tools. */
    public static Metrics plain() {
        return new Metrics();
    }

    /** With the figures of the Java runtime and its process. */
    public static Metrics ofThisProcess() {
        var metrics = new Metrics();
        new JvmMemoryMetrics().bindTo(metrics.registry);
        new JvmThreadMetrics().bindTo(metrics.registry);
        new ProcessorMetrics().bindTo(metrics.registry);
        new UptimeMetrics().bindTo(metrics.registry);
        metrics.collector.bindTo(metrics.registry);
        return metrics;
    }

    private Metrics() {}

    /** The same counter for the same name and labels; keep it where it is used often. */
    public Counter counter(String name, String what, String... labels) {
        return Counter.builder(name).description(what).tags(labels).register(registry);
    }

    /** A timer with buckets from 1 ms to 10 minutes, so that Prometheus can tell percentiles over nodes. */
    public Timer timer(String name, String what, String... labels) {
        return Timer.builder(name)
                .description(what)
                .tags(labels)
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(10))
                .register(registry);
    }

    /** A value that is asked for when somebody looks. */
    public void gauge(String name, String what, Supplier<Number> value, String... labels) {
        Gauge.builder(name, value)
                .description(what)
                .tags(labels)
                .strongReference(true)
                .register(registry);
    }

    /** Counts a fault by its number and class. */
    public void fault(ErrorCode code) {
        counter(
                        "chancery.faults",
                        "Faults by code",
                        "code",
                        Integer.toString(code.number()),
                        "name",
                        code.name(),
                        "class",
                        code.errorClass().name())
                .increment();
    }

    /** For libraries that bring their own meters. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Everything, in the text format that Prometheus reads. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collector.close();
        registry.close();
    }
}
