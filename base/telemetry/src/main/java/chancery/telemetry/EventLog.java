package chancery.telemetry;

import chancery.mail.FaultException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes events of one module. Values are given as pairs of name and value: {@code log.write(Event.MAIL_ACCEPTED,
 * "mail", id, "sender", address)}. An address is hidden when the line is written, so give it as it is; never give
 * content, subjects or secrets.
 */
public final class EventLog {
    private final Logger logger;

    private EventLog(Logger logger) {
        this.logger = logger;
    }

    /** The log of a module, named as its package's last word. */
    public static EventLog of(String module) {
        return new EventLog(LoggerFactory.getLogger("chancery." + module));
    }

    public void write(Event event, Object... pairs) {
        if (logger.isEnabledForLevel(event.level())) {
            fill(event, pairs).log();
        }
    }

    /** Writes the event with what caused it. */
    public void write(Event event, Throwable cause, Object... pairs) {
        if (logger.isEnabledForLevel(event.level())) {
            var line = fill(event, pairs);
            if (cause instanceof FaultException fault) {
                line = line.addKeyValue("code", fault.code().number());
            }
            line.setCause(cause).log();
        }
    }

    /** True when the event would be written: ask before costly values are made. */
    public boolean writes(Event event) {
        return logger.isEnabledForLevel(event.level());
    }

    private LoggingEventBuilder fill(Event event, Object... pairs) {
        if (pairs.length % 2 != 0) {
            throw new IllegalArgumentException("values come in pairs of name and value");
        }
        var line = logger.atLevel(event.level()).setMessage(event.words()).addKeyValue("event", event.id());
        for (int i = 0; i < pairs.length; i += 2) {
            line = line.addKeyValue(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return line;
    }
}
