package chancery.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.slf4j.event.KeyValuePair;

/** One line per event, as JSON or as text; a stack trace follows in text and is a member in JSON. */
final class LineEncoder extends EncoderBase<ILoggingEvent> {
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SHORT =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Redaction redaction;
    private final LogOptions.Format format;

    LineEncoder(Redaction redaction, LogOptions.Format format) {
        this.redaction = redaction;
        this.format = format;
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = switch (format) {
            case JSON -> json(event);
            case TEXT -> text(event);
        };
        return line.getBytes(StandardCharsets.UTF_8);
    }

    private String json(ILoggingEvent event) {
        var line = new StringBuilder(200).append('{');
        member(line, "time", EXACT.format(event.getInstant()));
        member(line, "level", event.getLevel().toString().toLowerCase(Locale.ROOT));
        member(line, "module", module(event));
        member(line, "message", redaction.text(String.valueOf(event.getFormattedMessage())));
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                if (pair.value instanceof Number || pair.value instanceof Boolean) {
                    name(line, pair.key).append(pair.value);
                } else {
                    member(line, pair.key, redaction.show(pair.value));
                }
            }
        }
        if (event.getThrowableProxy() != null) {
            member(line, "trace", redaction.trace(ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
        return line.append("}\n").toString();
    }

    private String text(ILoggingEvent event) {
        var line = new StringBuilder(200);
        line.append(SHORT.format(event.getInstant())).append(' ');
        pad(line, event.getLevel().toString().toLowerCase(Locale.ROOT), 6);
        pad(line, module(event), 10);
        line.append(oneLine(redaction.text(String.valueOf(event.getFormattedMessage()))));
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                if (!"event".equals(pair.key)) {
                    line.append(line.charAt(line.length() - 1) == ' ' ? "" : "  ")
                            .append(pair.key)
                            .append('=');
                    line.append(oneLine(redaction.show(pair.value)));
                }
            }
        }
        line.append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(redaction.trace(ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
        return line.toString();
    }

    private static String module(ILoggingEvent event) {
        var logger = event.getLoggerName();
        return logger.startsWith("chancery.") ? logger.substring("chancery.".length()) : logger;
    }

    private static void pad(StringBuilder line, String word, int width) {
        line.append(word).append(" ".repeat(Math.max(1, width - word.length())));
    }

    /** A line break in a value would let a sender write log lines of their own. */
    private static String oneLine(String text) {
        var clean = new StringBuilder(text.length());
        text.chars().forEach(c -> clean.append(Character.isISOControl(c) ? ' ' : (char) c));
        return clean.toString();
    }

    private static StringBuilder name(StringBuilder line, String name) {
        return quoted(line.append(line.length() > 1 ? "," : ""), name).append(':');
    }

    private static void member(StringBuilder line, String name, String value) {
        quoted(name(line, name), value);
    }

    private static StringBuilder quoted(StringBuilder line, String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c == '\n') {
                line.append("\\n");
            } else if (Character.isISOControl(c) || (Character.isSurrogate(c) && !paired(text, i))) {
                line.append("\\u").append(String.format(Locale.ROOT, "%04x", (int) c));
            } else {
                line.append(c);
            }
        }
        return line.append('"');
    }

    private static boolean paired(String text, int i) {
        char c = text.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
