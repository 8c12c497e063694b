package chancery.smime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;

/** What gpgsm finds when it takes a mail's layers off by itself, from the outside in, in the words of the tables. */
final class GpgsmLayers {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)", Pattern.CASE_INSENSITIVE);
    private static final int MOST = 8;

    private final Gpgsm gpgsm;
    private final Path folder;

    /** @param folder where gpgsm finds its files */
    GpgsmLayers(Gpgsm gpgsm, Path folder) {
        this.gpgsm = gpgsm;
        this.folder = folder;
    }

    /** An entity cut where it begins to be a body. */
    private record Entity(String header, byte[] body) {
        static Entity of(byte[] octets) {
            String text = latin(octets);
            var end = Pattern.compile("\r?\n\r?\n").matcher(text);
            int cut = end.find() ? end.end() : text.length();
            String header = text.substring(0, cut).replaceAll("\r?\n[ \t]+", " ");
            return new Entity(header, latin(text.substring(cut)));
        }

        String field(String name) {
            return header.lines()
                    .filter(l -> l.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .findFirst()
                    .orElse("");
        }

        String type() {
            return field("content-type").toLowerCase(Locale.ROOT);
        }

        byte[] decoded() {
            return field("content-transfer-encoding").toLowerCase(Locale.ROOT).contains("base64")
                    ? Base64.getMimeDecoder().decode(body)
                    : body;
        }

        /** The parts as they lie there, without the line end before the boundary. */
        List<byte[]> parts() {
            var boundary = BOUNDARY.matcher(field("content-type"));
            if (!boundary.find()) {
                return List.of();
            }
            var parts = new ArrayList<byte[]>();
            String[] pieces = ("\n" + latin(body)).split("\r?\n--" + Pattern.quote(boundary.group(1)));
            for (int i = 1; i < pieces.length && !pieces[i].startsWith("--"); i++) {
                parts.add(latin(pieces[i].replaceFirst("[ \t]*\r?\n", "")));
            }
            return parts;
        }
    }

    private static String latin(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** In words, layer by layer; empty when there is none. */
    List<String> ofMail(byte[] mail) throws Exception {
        return below(mail, new ArrayList<>());
    }

    /** @param content what a detached signature was made over */
    List<String> ofObject(byte[] cms, Optional<byte[]> content) throws Exception {
        var words = new ArrayList<String>();
        var inner = open(cms, content, words);
        return inner.isEmpty() ? words : below(inner.get(), words);
    }

    private List<String> below(byte[] outermost, List<String> words) throws Exception {
        var current = Optional.of(outermost);
        while (current.isPresent() && words.size() < MOST) {
            var entity = Entity.of(current.get());
            if (entity.type().matches(".*application/(x-)?pkcs7-mime.*")) {
                current = open(entity.decoded(), Optional.empty(), words);
            } else if (entity.type().matches(".*multipart/signed.*application/(x-)?pkcs7-signature.*")) {
                var parts = entity.parts();
                var signature = Entity.of(parts.get(1)).decoded();
                open(signature, Optional.of(parts.getFirst()), words);
                current = Optional.of(parts.getFirst());
            } else {
                current = Optional.empty();
            }
        }
        return words;
    }

    private Optional<byte[]> open(byte[] cms, Optional<byte[]> content, List<String> words) throws Exception {
        var type =
                ContentInfo.getInstance(new ASN1InputStream(cms).readObject()).getContentType();
        Files.write(folder.resolve("object"), cms);
        Files.deleteIfExists(folder.resolve("out"));
        if (type.equals(CMSObjectIdentifiers.signedData)) {
            words.add(signed(content));
        } else if (type.equals(CMSObjectIdentifiers.envelopedData)) {
            words.add(gpgsm.ask("--output", "out", "--decrypt", "object").ok() ? "opened" : "closed");
        }
        boolean isOpen = !words.isEmpty() && !words.getLast().equals("closed") && content.isEmpty();
        return isOpen ? written() : Optional.empty();
    }

    private Optional<byte[]> written() throws IOException {
        Path out = folder.resolve("out");
        return Files.exists(out) ? Optional.of(Files.readAllBytes(out)) : Optional.empty();
    }

    private String signed(Optional<byte[]> content) throws Exception {
        if (content.isEmpty()) {
            return word(gpgsm.ask("--output", "out", "--verify", "object"));
        }
        // it takes octets as they are, where a signer may have seen the line ends of mail, or bare ones
        Files.write(folder.resolve("content"), content.get());
        var answer = gpgsm.ask("--verify", "object", "content");
        if (!answer.ok()) {
            String lines = latin(content.get()).replace("\r\n", "\n").replace("\n", "\r\n");
            Files.write(folder.resolve("content"), latin(lines));
            answer = gpgsm.ask("--verify", "object", "content");
        }
        return word(answer);
    }

    /** One word for each signer, said once when they agree. */
    private static String word(Gpgsm.Answer answer) {
        if (answer.text().contains("certs-only message accepted")) {
            return "certificates";
        }
        var words = new ArrayList<String>();
        for (String signer : answer.text().split("\\[GNUPG:] NEWSIG")) {
            if (signer.contains("] GOODSIG")) {
                words.add(signer.contains("] TRUST_FULLY") ? "verified" : "fits");
            } else if (signer.contains("] BADSIG")) {
                words.add("broken");
            } else if (signer.contains("] ERRSIG")) {
                words.add("unknown");
            }
        }
        if (words.isEmpty()) {
            return answer.ok() ? "nothing said" : "refused";
        }
        return String.join(" and ", words.stream().distinct().toList());
    }
}
