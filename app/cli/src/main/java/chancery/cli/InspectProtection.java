package chancery.cli;

import chancery.mime.Entity;
import chancery.mime.Message;
import chancery.smime.AlgorithmPolicy;
import chancery.smime.MessageOpener;
import chancery.smime.RevocationCheck;
import chancery.smime.ScratchSpace;
import chancery.smime.SmimeLimits;
import chancery.smime.TrustEvaluator;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The layers of S/MIME and OpenPGP around a mail. Nothing is decrypted, since no key is asked for. */
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
                inspection.section("Protection, from outside to inside");
            }
            layers.addObject()
                    .put("layer", layer.get())
                    .put("type", entity.contentType().mediaType());
            inspection.line("  ", layer.get());
        }
        if (message.root().walk().anyMatch(InspectProtection::isSmime)) {
            smime(message, inspection);
        } else if (!layers.isEmpty()) {
            inspection.line("  ", "Signatures of OpenPGP are not verified here.");
        }
    }

    private static boolean isSmime(Entity entity) {
        return layerType(entity).startsWith("S/MIME");
    }

    /** Opened without a key and without trusted certificates: who signed is shown, whether to believe it is not. */
    private static void smime(Message message, Inspection inspection) throws IOException {
        var trust = new TrustEvaluator(List.of(), List.of(), AlgorithmPolicy.OF_2026, RevocationCheck.none());
        var opener = new MessageOpener(List.of(), trust, AlgorithmPolicy.OF_2026, SmimeLimits.STANDARD);
        try (var space = ScratchSpace.standard()) {
            var found =
                    SmimeReport.of(opener.open(message, space, Clock.systemUTC().instant()));
            inspection.json().set("smime", found.json());
            found.lines().forEach(line -> inspection.line("  ", line));
        }
    }

    private static Optional<String> layer(Entity entity) throws IOException {
        String type = layerType(entity);
        return type.isEmpty() ? inline(entity) : Optional.of(type);
    }

    private static String layerType(Entity entity) {
        String parameter = entity.contentType().parameters().get("protocol").toLowerCase(Locale.ROOT);
        return switch (entity.contentType().mediaType()) {
            case "multipart/signed" -> parameter.contains("pgp") ? "OpenPGP signature" : "S/MIME signature";
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
