package chancery.smime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What OpenSSL finds when it takes a mail's layers off by itself, one call for each, from the outside in. */
final class OpenSslLayers {
    private static final Pattern CIPHER = Pattern.compile("contentEncryptionAlgorithm:\\s+algorithm: (\\S+)");
    private static final Pattern TYPE = Pattern.compile("contentType: (?:pkcs7-)?(\\S+)");
    private static final int MOST = 8;

    private final OpenSsl openSsl;
    private final Path authorities;
    private final Instant at;
    private final Map<String, Path> keys = new LinkedHashMap<>();

    /** @param authorities those that are trusted, in PEM */
    OpenSslLayers(OpenSsl openSsl, Path authorities, Instant at) {
        this.openSsl = openSsl;
        this.authorities = authorities;
        this.at = at;
    }

    /** @param file key and certificate in PEM */
    void key(String owner, Path file) {
        keys.put(owner, file);
    }

    /** In words, layer by layer; empty when there is none. */
    List<String> ofMail(byte[] entity) throws Exception {
        return layers(entity, "SMIME", Optional.empty());
    }

    /** @param content what a detached signature was made over */
    List<String> ofObject(byte[] cms, Optional<byte[]> content) throws Exception {
        return layers(cms, "DER", content);
    }

    private List<String> layers(byte[] outermost, String outerForm, Optional<byte[]> detached) throws Exception {
        var words = new ArrayList<String>();
        byte[] current = outermost;
        String form = outerForm;
        Optional<byte[]> content = detached;
        while (words.size() < MOST && (form.equals("DER") || isCms(current))) {
            openSsl.write("layer", current);
            String object = openSsl.ask("cms", "-cmsout", "-print", "-noout", "-inform", form, "-in", "layer")
                    .text();
            var type = TYPE.matcher(object);
            Optional<byte[]> inner;
            switch (type.find() ? type.group(1) : "") {
                case "signedData" -> inner = signed(object, form, content, words);
                case "envelopedData", "authEnvelopedData" -> inner = enveloped(object, form, words);
                case "" -> {
                    words.add("unreadable");
                    inner = Optional.empty();
                }
                case String other -> {
                    words.add("type " + other);
                    inner = Optional.empty();
                }
            }
            if (inner.isEmpty()) {
                inner = form.equals("SMIME") ? firstPart(current) : Optional.empty();
            }
            if (inner.isEmpty()) {
                return words;
            }
            current = inner.get();
            form = "SMIME";
            content = Optional.empty();
        }
        return words;
    }

    private static String contentType(byte[] entity) {
        String text = new String(entity, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
        String header = text.split("\n\n", 2)[0].replaceAll("\n[ \t]+", " ");
        return header.lines()
                .filter(l -> l.toLowerCase(Locale.ROOT).startsWith("content-type:"))
                .findFirst()
                .orElse("");
    }

    private static boolean isCms(byte[] entity) {
        String type = contentType(entity).toLowerCase(Locale.ROOT);
        return type.matches(".*application/(x-)?pkcs7-mime.*")
                || type.matches(".*multipart/signed.*application/(x-)?pkcs7-signature.*");
    }

    /** What a broken signature was said to cover. */
    private static Optional<byte[]> firstPart(byte[] entity) {
        var boundary = Pattern.compile("boundary=\"?([^\";]+)").matcher(contentType(entity));
        if (!boundary.find()) {
            return Optional.empty();
        }
        String text = new String(entity, StandardCharsets.ISO_8859_1);
        String[] parts = text.split(Pattern.quote("--" + boundary.group(1)) + "\r?\n");
        return parts.length < 3 ? Optional.empty() : Optional.of(parts[1].getBytes(StandardCharsets.ISO_8859_1));
    }

    private Optional<byte[]> signed(String object, String form, Optional<byte[]> detached, List<String> words)
            throws Exception {
        if (object.contains("eContent: <ABSENT>") && object.matches("(?s).*signerInfos:\\s+<EMPTY>.*")) {
            words.add("certificates only");
            return Optional.empty();
        }
        var command = new ArrayList<>(List.of("cms", "-verify", "-inform", form, "-in", "layer", "-purpose", "any"));
        command.addAll(List.of("-CAfile", authorities.toString(), "-certfile", authorities.toString()));
        command.addAll(List.of("-attime", Long.toString(at.getEpochSecond()), "-signer", "signer.pem"));
        if (detached.isPresent()) {
            openSsl.write("content", detached.get());
            command.addAll(List.of("-content", "content"));
        }
        Map<String, List<String>> ways = new LinkedHashMap<>();
        ways.put("verified", List.of());
        ways.put("verified over bare line feeds", List.of("-binary"));
        ways.put("fits, no path", List.of("-noverify"));
        ways.put("fits over bare line feeds, no path", List.of("-noverify", "-binary"));
        for (var way : ways.entrySet()) {
            var whole = new ArrayList<>(command);
            whole.addAll(way.getValue());
            var answer = openSsl.ask(whole);
            if (answer.ok()) {
                words.add(way.getKey() + ": " + signer());
                return Optional.of(answer.output());
            }
        }
        words.add("does not fit");
        return Optional.empty();
    }

    private String signer() throws IOException, InterruptedException {
        return openSsl.ask("x509", "-in", "signer.pem", "-noout", "-email")
                .text()
                .lines()
                .findFirst()
                .orElse("?");
    }

    private Optional<byte[]> enveloped(String object, String form, List<String> words) throws Exception {
        var cipher = CIPHER.matcher(object);
        String name = cipher.find() ? cipher.group(1) : "?";
        var command = new ArrayList<>(List.of("cms", "-decrypt", "-debug_decrypt", "-inform", form, "-in", "layer"));
        if (name.startsWith("rc2")) {
            command.addAll(List.of("-provider", "legacy", "-provider", "default"));
        }
        for (var key : keys.entrySet()) {
            var whole = new ArrayList<>(command);
            String file = key.getValue().toString();
            whole.addAll(Arrays.asList("-recip", file, "-inkey", file));
            var answer = openSsl.ask(whole);
            if (answer.ok()) {
                words.add("opened by " + key.getKey() + ", " + name);
                return Optional.of(answer.output());
            }
        }
        words.add("closed, " + name);
        return Optional.empty();
    }
}
