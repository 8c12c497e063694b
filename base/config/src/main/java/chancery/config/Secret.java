package chancery.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A secret in memory. It shows itself to no log: {@link #toString} says only that it is there. */
public final class Secret {
    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    /** The secret itself, for the one call that needs it. */
    public String reveal() {
        return text;
    }

    /** Compares in a time that does not depend on where the two differ. */
    public boolean matches(String candidate) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
