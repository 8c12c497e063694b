package chancery.openpgp;

import chancery.mail.SyntaxException;
import chancery.mime.Entity;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds what protects parts of a mail and not the whole of it. Decrypts nothing. */
final class PartWalk {
    private static final int MOST_FOUND = 100;
    private static final int HTML_LOOKED_AT = 200_000;

    private final MailSignatures signatures;
    private final OpenPgpLimits limits;
    private final List<PartEvidence> found = new ArrayList<>();

    PartWalk(MailSignatures signatures, OpenPgpLimits limits) {
        this.signatures = signatures;
        this.limits = limits;
    }

    List<PartEvidence> of(Entity root) throws IOException {
        if (root.children().isEmpty()) {
            leaf(root, "1");
        }
        children(root, "");
        return found.subList(0, Math.min(found.size(), MOST_FOUND));
    }

    private void children(Entity entity, String part) throws IOException {
        var children = entity.children();
        for (int i = 0; i < children.size() && found.size() < MOST_FOUND; i++) {
            var child = children.get(i);
            String number =
                    entity.isMessage() && child.isMultipart() ? part : (part.isEmpty() ? "" : part + ".") + (i + 1);
            if (PgpMime.encrypted(child).isPresent()) {
                var message = PgpMime.encrypted(child).get();
                found.add(new PartEvidence.Closed(number, MailOpening.recipients(message, limits)));
                continue;
            }
            if (PgpMime.isSigned(child)) {
                found.add(new PartEvidence.Signed(number, number + ".1", signatures.ofSigned(child)));
            } else if (child.children().isEmpty()) {
                leaf(child, number);
                besideFile(child, children, part, number);
            }
            children(child, number);
        }
    }

    private void leaf(Entity leaf, String number) throws IOException {
        if (PgpMime.isCertificates(leaf)) {
            certificates(leaf, number);
        } else if (leaf.contentType().is("text/html")) {
            if (leaf.text(HTML_LOOKED_AT).contains(Armor.Kind.MESSAGE.begin())) {
                found.add(new PartEvidence.Closed(number, List.of()));
            }
        } else if (isNamedLikeMessage(leaf)) {
            var recipients = MailOpening.recipients(leaf, limits);
            if (!recipients.isEmpty()) {
                found.add(new PartEvidence.Closed(number, recipients));
            }
        }
    }

    private void certificates(Entity leaf, String number) throws IOException {
        byte[] octets;
        try (InputStream in = leaf.open()) {
            octets = in.readNBytes(limits.certificateOctets());
        }
        try {
            var read = CertificateReader.parse(octets, limits);
            found.add(new PartEvidence.Certificates(number, read.certificates()));
        } catch (SyntaxException e) {
            found.add(new PartEvidence.Certificates(number, List.of()));
        }
    }

    private static boolean isNamedLikeMessage(Entity leaf) {
        String name = leaf.givenFileName().toLowerCase(Locale.ROOT);
        return name.endsWith(".pgp") || name.endsWith(".gpg") || name.endsWith(".asc");
    }

    /** A file and its signature as a second one, which old programs send. */
    private void besideFile(Entity signature, List<Entity> beside, String part, String number) throws IOException {
        String name = signature.givenFileName();
        boolean named = name.endsWith(".sig") || name.endsWith(".asc");
        if (!named
                || name.length() < 5
                || !MailOpening.recipients(signature, limits).isEmpty()) {
            return;
        }
        String file = name.substring(0, name.length() - 4);
        for (int i = 0; i < beside.size(); i++) {
            if (beside.get(i).givenFileName().equals(file) && beside.get(i) != signature) {
                String covered = (part.isEmpty() ? "" : part + ".") + (i + 1);
                var judged = signatures.detached(signature, beside.get(i)::open);
                found.add(new PartEvidence.Signed(number, covered, judged));
                return;
            }
        }
    }
}
