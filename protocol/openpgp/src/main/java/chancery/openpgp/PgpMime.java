package chancery.openpgp;

import chancery.mime.Entity;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** How an entity is protected, by its structure (RFC 3156 §4, RFC 3156 §5). */
final class PgpMime {
    private static final int BLANK = 2_000;

    private PgpMime() {}

    /** The part with the message, when this is encrypted. */
    static Optional<Entity> encrypted(Entity entity) throws IOException {
        var children = entity.children();
        boolean standard = entity.contentType().is("multipart/encrypted")
                && protocol(entity).equals("application/pgp-encrypted")
                && children.size() == 2
                && children.getFirst().contentType().is("application/pgp-encrypted");
        return standard || isRewritten(entity) ? Optional.of(children.getLast()) : Optional.empty();
    }

    /**
     * What some Exchange servers make of it: mixed, with an empty text in front. Nothing stands in it beside the
     * encrypted part, so that there is nothing that could carry its content away.
     */
    private static boolean isRewritten(Entity entity) throws IOException {
        var children = entity.children();
        if (!entity.contentType().is("multipart/mixed") || children.size() != 3) {
            return false;
        }
        var text = children.getFirst();
        return text.contentType().is("text/plain")
                && text.text(BLANK + 1).isBlank()
                && text.encodedSize() <= BLANK
                && children.get(1).contentType().is("application/pgp-encrypted")
                && children.getLast().contentType().is("application/octet-stream");
    }

    /** True when this is signed: content first, signature second. */
    static boolean isSigned(Entity entity) {
        return entity.contentType().is("multipart/signed")
                && protocol(entity).equals("application/pgp-signature")
                && entity.children().size() == 2;
    }

    private static String protocol(Entity entity) {
        return entity.contentType().parameters().get("protocol").toLowerCase(Locale.ROOT);
    }

    /** True for a file of certificates (RFC 3156 §7), by its type or its name. */
    static boolean isCertificates(Entity entity) {
        return entity.contentType().is("application/pgp-keys");
    }
}
