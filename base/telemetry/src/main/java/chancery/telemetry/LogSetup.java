package chancery.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import java.security.SecureRandom;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sets up the one appender: standard error. Until {@link #apply} is called the defaults hold. */
public final class LogSetup {
    private static final byte[] KEY = newKey();

    private LogSetup() {}

    /** From now on lines are written by these options. */
    public static void apply(LogOptions options) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            apply(context, options);
        }
        adoptJdkLogging();
    }

    /** Tomcat writes by {@code java.util.logging}, which would go to standard error by a way of its own. */
    private static void adoptJdkLogging() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        LogManager.getLogManager().getLogger("").setLevel(java.util.logging.Level.WARNING);
    }

    static void apply(LoggerContext context, LogOptions options) {
        var encoder = new LineEncoder(new Redaction(KEY, options.redact(), options.showDomains()), options.format());
        encoder.setContext(context);
        encoder.start();
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName("stderr");
        appender.setTarget(ConsoleTarget.SystemErr.getName());
        appender.setEncoder(encoder);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
        var level = Level.toLevel(options.level(), Level.INFO);
        context.getLogger("chancery").setLevel(level);
        // libraries speak of their own trouble, not of ours: their chatter is only wanted when somebody looks for it
        // warns at every start that modules number their migrations each in a range of its own
        context.getLogger("org.flywaydb.core.internal.command.DbMigrate").setLevel(Level.ERROR);
        root.setLevel(level.isGreaterOrEqual(Level.WARN) || level == Level.TRACE ? level : Level.WARN);
        // a stack trace for each forged answer would let strangers fill the log; the answer itself carries the reason
        context.getLogger("org.xbill.DNS.dnssec").setLevel(level == Level.TRACE ? level : Level.OFF);
    }

    private static byte[] newKey() {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
