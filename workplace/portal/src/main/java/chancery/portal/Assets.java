package chancery.portal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** The style and script that come with the portal, and their digests for the content security policy. */
final class Assets {
    static final String STYLE = text("portal.css");
    static final String STYLE_DIGEST = Base64.getEncoder().encodeToString(sha256(STYLE));
    static final String FRAME_STYLE = text("frame.css");
    static final String SCRIPT = text("portal.js");
    static final String SCRIPT_NAME = "portal-" + HexFormat.of().formatHex(sha256(SCRIPT), 0, 6) + ".js";

    private Assets() {}

    private static String text(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
