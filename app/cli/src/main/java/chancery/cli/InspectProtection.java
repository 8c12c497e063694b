package chancery.cli;

import chancery.mime.Entity;
import chancery.mime.Message;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** The layers of S/MIME and OpenPGP around a mail, from outside to inside. Signatures are not verified here. */
final class InspectProtection {
    private static final int BEGINNING = 4_000;

    private InspectProtection() {}

    static void add(Message message, Inspection inspection) throws IOException {
        var layers = inspection.json().putArray("protection");
        for (Entity entity : message.root().walk().toList()) {
            Optional<String> layer = layer(entity);
            if (layer.isEmpty()) {
                continue;
            }
            if (layers.isEmpty()) {
                inspection.section("Protection; signatures are not verified, nothing is decrypted");
            }
            layers.addObject()
                    .put("layer", layer.get())
                    .put("type", entity.contentType().mediaType())
                    .put("verified", false);
            inspection.line("  ", layer.get());
        }
    }

    private static Optional<String> layer(Entity entity) throws IOException {
        String parameter = entity.contentType().parameters().get("protocol").toLowerCase(Locale.ROOT);
        return switch (entity.contentType().mediaType()) {
            case "multipart/signed" ->
                Optional.of(parameter.contains("pgp") ? "OpenPGP signature" : "S/MIME signature");
            case "multipart/encrypted" -> Optional.of("OpenPGP encryption");
            case "application/pkcs7-mime", "application/x-pkcs7-mime" -> Optional.of("S/MIME " + smime(entity));
            case "text/plain" -> inline(entity);
            default -> Optional.empty();
        };
    }

    private static String smime(Entity entity) {
        return switch (entity.contentType().parameters().get("smime-type").toLowerCase(Locale.ROOT)) {
            case "signed-data" -> "signature around the content";
            case "authenveloped-data" -> "authenticated encryption";
            case "compressed-data" -> "compression";
            case "certs-only" -> "certificates without content";
            default -> "encryption";
        };
    }

    private static Optional<String> inline(Entity entity) throws IOException {
        String text = entity.text(BEGINNING);
        if (text.contains("-----BEGIN PGP MESSAGE-----")) {
            return Optional.of("OpenPGP encryption in the text");
        }
        boolean signed = text.contains("-----BEGIN PGP SIGNED MESSAGE-----");
        return signed ? Optional.of("OpenPGP signature in the text") : Optional.empty();
    }
}
