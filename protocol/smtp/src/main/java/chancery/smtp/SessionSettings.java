package chancery.smtp;

import java.security.SecureRandom;
import java.util.function.BooleanSupplier;

/**
 * What all sessions of a listener share.
 *
 * @param stopping true once the listener shall end its sessions
 */
record SessionSettings(
        ListenerConfig config,
        SmtpService service,
        Capabilities capabilities,
        SecureRandom random,
        BooleanSupplier stopping) {}
