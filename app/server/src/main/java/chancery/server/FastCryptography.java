package chancery.server;

import chancery.provider.NativeProvider;
import chancery.telemetry.Event;
import chancery.telemetry.EventLog;

/** Puts native cryptography first while the gateway already serves, by the Java runtime's: it takes a second to load. */
final class FastCryptography {
    private static final EventLog LOG = EventLog.of("server");

    private FastCryptography() {}

    static void load() {
        Thread.ofPlatform().daemon().name("cryptography").start(() -> {
            switch (NativeProvider.installFirst()) {
                case NativeProvider.Outcome.Native(String version) ->
                    LOG.write(Event.CRYPTOGRAPHY_NATIVE, "version", version);
                case NativeProvider.Outcome.Fallback(String reason) ->
                    LOG.write(Event.CRYPTOGRAPHY_FALLBACK, "reason", reason);
            }
        });
    }
}
