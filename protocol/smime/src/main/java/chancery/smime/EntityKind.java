package chancery.smime;

import chancery.mime.Entity;
import java.util.Locale;
import java.util.Set;

/** How an entity is protected, by its media type (RFC 8551 §3.2, §3.5.3). */
enum EntityKind {
    PLAIN,
    /** multipart/signed with a CMS signature. */
    CLEAR_SIGNED,
    /** A CMS object as application/pkcs7-mime, or as a file that is named like one. */
    CMS;

    private static final Set<String> CMS_TYPES = Set.of("application/pkcs7-mime", "application/x-pkcs7-mime");
    private static final Set<String> SIGNATURE_TYPES =
            Set.of("application/pkcs7-signature", "application/x-pkcs7-signature");

    static EntityKind of(Entity entity) {
        var type = entity.contentType();
        if (type.is("multipart/signed")) {
            String protocol = type.parameters().get("protocol").toLowerCase(Locale.ROOT);
            return SIGNATURE_TYPES.contains(protocol) && entity.children().size() == 2 ? CLEAR_SIGNED : PLAIN;
        }
        if (CMS_TYPES.contains(type.mediaType())) {
            return CMS;
        }
        // RFC 8551 §3.7: some programs only name the file
        boolean unnamed = type.is("application/octet-stream");
        String name = entity.givenFileName().toLowerCase(Locale.ROOT);
        return unnamed && name.endsWith(".p7m") ? CMS : PLAIN;
    }

    /** Protected parts anywhere inside, the entity itself not counted. */
    static int errant(Entity entity) {
        return (int) entity.walk().skip(1).filter(e -> of(e) != PLAIN).count();
    }
}
