package chancery.cli;

import chancery.mime.Entity;
import chancery.mime.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The layers of S/MIME and OpenPGP around a mail. Nothing is decrypted, since no key is asked for; signatures are checked. */
final class InspectProtection {
    private static final int BEGINNING = 4_000;
    // what is signed, then its signature
    private static final int SIGNED_PARTS = 2;

    private InspectProtection() {}

    static void add(Message message, List<Path> trusted, Inspection inspection) throws IOException {
        var layers = inspection.json().putArray("protection");
        for (Entity entity : message.root().walk().toList()) {
            Optional<String> layer = layer(entity);
            if (layer.isEmpty()) {
                continue;
            }
            if (layers.isEmpty()) {
                inspection.section("Protection, from outside to inside");
            }
            layers.addObject()
                    .put("layer", layer.get())
                    .put("type", entity.contentType().mediaType());
            inspection.line("  ", layer.get());
        }
        var ofOpenPgp = trusted.stream().filter(MailProtection::isOpenPgp).toList();
        var ofSmime = trusted.stream().filter(f -> !ofOpenPgp.contains(f)).toList();
        if (message.root().walk().anyMatch(e -> layerType(e).startsWith("S/MIME"))) {
            open(new SmimeFiles(), "smime", message, ofSmime, inspection);
        }
        if (!layers.isEmpty() || OpenPgpFiles.hasFiles(message)) {
            open(new OpenPgpFiles(), "openpgp", message, ofOpenPgp, inspection);
        }
    }

    /** Opened without a key: who signed is shown, and with trusted certificates whether to believe it. */
    private static void open(
            MailProtection protection, String name, Message message, List<Path> trusted, Inspection inspection) {
        protection.open(message, new MailProtection.Keys(Optional.empty(), trusted, new Passphrase()), found -> {
            boolean nothing = found.json().path("result").asString("").equals("not protected")
                    && found.json().path("protectedPartsInside").isEmpty();
            if (name.equals("openpgp") && nothing) {
                return;
            }
            inspection.json().set(name, found.json());
            found.lines().forEach(line -> inspection.line("  ", line));
        });
    }

    private static Optional<String> layer(Entity entity) throws IOException {
        String type = layerType(entity);
        return type.isEmpty() ? inline(entity) : Optional.of(type);
    }

    private static String layerType(Entity entity) {
        String parameter = entity.contentType().parameters().get("protocol").toLowerCase(Locale.ROOT);
        return switch (entity.contentType().mediaType()) {
            case "multipart/signed" ->
                (parameter.contains("pgp") ? "OpenPGP signature" : "S/MIME signature")
                        + (entity.children().size() < SIGNED_PARTS ? ", MISSING: only the signed part is there" : "");
            case "multipart/encrypted" -> "OpenPGP encryption";
            case "application/pkcs7-mime", "application/x-pkcs7-mime" -> "S/MIME " + kind(entity);
            default -> "";
        };
    }

    private static String kind(Entity entity) {
        return switch (entity.contentType().parameters().get("smime-type").toLowerCase(Locale.ROOT)) {
            case "signed-data" -> "signature around the content";
            case "authenveloped-data" -> "authenticated encryption";
            case "compressed-data" -> "compression";
            case "certs-only" -> "certificates without content";
            default -> "encryption";
        };
    }

    private static Optional<String> inline(Entity entity) throws IOException {
        if (!entity.contentType().is("text/plain")) {
            return Optional.empty();
        }
        String text = entity.text(BEGINNING);
        if (text.contains("-----BEGIN PGP MESSAGE-----")) {
            return Optional.of("OpenPGP encryption in the text");
        }
        boolean signed = text.contains("-----BEGIN PGP SIGNED MESSAGE-----");
        return signed ? Optional.of("OpenPGP signature in the text") : Optional.empty();
    }
}
