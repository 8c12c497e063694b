package chancery.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The portal section. */
public record PortalConfig(
        @Key(
                text = "Address that recipients use, for example https://secure.example.org; empty: https:// with the"
                        + " hostname and the port of listeners.https.")
        Optional<URI> baseUrl,

        @Key(text = "Days a mail waits when the policy says nothing.", preset = "14", min = "1", max = "21")
        int expiryDays,

        @Key(text = "Life of a one-time code.", preset = "15m", min = "1m", max = "1h")
        Duration codeLife,

        @Key(text = "Wrong codes before a new one is needed.", preset = "5", min = "1", max = "20")
        int codeAttempts,

        @Key(text = "Life of a signed-in browser without a request.", preset = "30m", min = "1m", max = "12h")
        Duration sessionIdle,

        @Key(text = "Largest reply with its attachments.", preset = "50MB", min = "1MB", max = "1GB")
        DataSize replySize) {

    public PortalConfig {
        if (baseUrl.isPresent()
                && (baseUrl.get().getHost() == null
                        || !"https".equals(baseUrl.get().getScheme()))) {
            throw new IllegalArgumentException("base-url must start with https:// and have a host");
        }
    }
}
