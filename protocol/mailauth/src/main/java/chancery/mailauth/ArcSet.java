package chancery.mailauth;

import chancery.mail.SyntaxException;
import chancery.mime.HeaderField;
import chancery.mime.HeaderSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The three fields of one hop (RFC 8617 §4.1), read but not verified. */
final class ArcSet {
    static final String RESULTS = "ARC-Authentication-Results";
    static final String MESSAGE = "ARC-Message-Signature";
    static final String SEAL = "ARC-Seal";

    /** RFC 8617 §4.2.1 */
    static final int MOST_SETS = 50;

    private static final Pattern INSTANCE = Pattern.compile("[1-9][0-9]?");
    private static final Pattern RESULTS_INSTANCE =
            Pattern.compile("\\s*i\\s*=\\s*([1-9][0-9]?)\\s*;(.*)", Pattern.DOTALL);

    private final int instance;
    private final HeaderField results;
    private final HeaderField message;
    private final HeaderField seal;
    private final String claims;
    private final DkimSignature messageSignature;
    private final Seal sealed;

    /** What a seal says (RFC 8617 §4.1.3). */
    record Seal(String algorithm, byte[] signature, String domain, String selector, String chain) {
        String keyName() {
            return selector + "._domainkey." + domain;
        }
    }

    private ArcSet(int instance, HeaderField results, HeaderField message, HeaderField seal) throws SyntaxException {
        this.instance = instance;
        this.results = results;
        this.message = message;
        this.seal = seal;
        this.claims = claims(results);
        this.messageSignature = DkimSignatureParser.parseArc(TagList.parse(SignedFields.value(message)));
        this.sealed = seal(TagList.parse(SignedFields.value(seal)));
        if (messageSignature.fields().stream().anyMatch(SEAL::equalsIgnoreCase)) {
            // RFC 8617 §4.1.2
            throw new SyntaxException(MESSAGE + " covers a seal", 0);
        }
    }

    /** Whether the message carries any of the fields. */
    static boolean isPresent(HeaderSection header) {
        return header.first(RESULTS).isPresent()
                || header.first(MESSAGE).isPresent()
                || header.first(SEAL).isPresent();
    }

    /** All sets from the first hop to the last (RFC 8617 §5.2). */
    static List<ArcSet> read(HeaderSection header) throws SyntaxException {
        int last = header.all(SEAL).size();
        if (last > MOST_SETS) {
            throw new SyntaxException("more than " + MOST_SETS + " sets", 0);
        }
        var results = byInstance(header, RESULTS, last);
        var messages = byInstance(header, MESSAGE, last);
        var seals = byInstance(header, SEAL, last);
        var sets = new ArrayList<ArcSet>();
        for (int i = 0; i < last; i++) {
            sets.add(new ArcSet(i + 1, results.get(i), messages.get(i), seals.get(i)));
        }
        return sets;
    }

    private static List<HeaderField> byInstance(HeaderSection header, String name, int last) throws SyntaxException {
        var fields = header.all(name);
        var sorted = new ArrayList<Optional<HeaderField>>();
        for (int i = 0; i < last; i++) {
            sorted.add(Optional.empty());
        }
        for (var field : fields) {
            int i = instance(name, SignedFields.value(field));
            if (i > last || sorted.get(i - 1).isPresent()) {
                throw new SyntaxException("sets are not complete", 0);
            }
            sorted.set(i - 1, Optional.of(field));
        }
        if (fields.size() != last || last == 0) {
            throw new SyntaxException("sets are not complete", 0);
        }
        return sorted.stream().flatMap(Optional::stream).toList();
    }

    private static int instance(String name, String value) throws SyntaxException {
        String text;
        if (name.equals(RESULTS)) {
            var match = RESULTS_INSTANCE.matcher(value);
            text = match.matches() ? match.group(1) : "";
        } else {
            text = TagList.parse(value).required("i").value();
        }
        if (!INSTANCE.matcher(text).matches()) {
            throw new SyntaxException("instance expected", 0);
        }
        return Integer.parseInt(text);
    }

    private static String claims(HeaderField results) {
        var match = RESULTS_INSTANCE.matcher(SignedFields.value(results));
        return match.matches() ? match.group(2).strip() : "";
    }

    private static Seal seal(TagList tags) throws SyntaxException {
        if (tags.has("h")) {
            // RFC 8617 §4.1.3
            throw new SyntaxException(
                    "tag \"h\" is not allowed", tags.required("h").position());
        }
        if (tags.has("t") && !tags.value("t", "").matches("[0-9]{1,20}")) {
            throw new SyntaxException("number expected", tags.required("t").position());
        }
        var chain = tags.required("cv");
        if (!chain.value().matches("none|pass|fail")) {
            throw new SyntaxException("chain status expected", chain.position());
        }
        return new Seal(
                tags.required("a").value(),
                TagList.base64(tags.required("b")),
                DkimSignatureParser.domain(tags.required("d")),
                DkimSignatureParser.domain(tags.required("s")),
                chain.value());
    }

    int instance() {
        return instance;
    }

    Seal seal() {
        return sealed;
    }

    DkimSignature messageSignature() {
        return messageSignature;
    }

    HeaderField messageField() {
        return message;
    }

    HeaderField sealField() {
        return seal;
    }

    HeaderField resultsField() {
        return results;
    }

    ArcResult.Hop hop(DkimResult.Key key) {
        return new ArcResult.Hop(instance, sealed.domain(), sealed.selector(), sealed.chain(), claims, key);
    }
}
