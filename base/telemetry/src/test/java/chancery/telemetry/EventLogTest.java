package chancery.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EventLogTest {
    @Test
    void eventsCarryTheirNameAndValues() {
        var seen = new ArrayList<ILoggingEvent>();
        var appender = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                seen.add(event);
            }
        };
        appender.start();
        var logger = (Logger) LoggerFactory.getLogger("chancery.eventlogtest");
        logger.setAdditive(false);
        logger.addAppender(appender);
        var log = EventLog.of("eventlogtest");
        log.write(Event.MAIL_ACCEPTED, "size", 5);
        log.write(Event.TRACE, "unseen", 1);
        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst().getKeyValuePairs().toString()).contains("event=\"mail-accepted\"", "size=\"5\"");
        assertThat(log.writes(Event.TRACE)).isFalse();
        assertThatThrownBy(() -> log.write(Event.NOTE, "odd")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void catalogueHasNoNameTwice() {
        var words = new HashSet<String>();
        for (var event : Event.values()) {
            assertThat(words.add(event.words())).as(event.id()).isTrue();
            assertThat(event.id()).matches("[a-z-]+");
        }
    }
}
