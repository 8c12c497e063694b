package chancery.smime;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What came of a file in the words of the tables. */
final class Verdicts {
    private Verdicts() {}

    static String verdict(Opened opened) {
        String result = switch (opened) {
            case Opened.Unprotected o -> "unprotected" + inside(o.errant());
            case Opened.Signed o -> "readable" + inside(o.errant());
            case Opened.Decrypted o -> "decrypted, " + words(o.integrity().name()) + inside(o.errant());
            case Opened.Malleable o -> "malleable, text only" + inside(o.errant());
            case Opened.Withheld o -> "withheld, " + words(o.cause().name());
        };
        return result + opened.layers().stream().map(l -> " > " + layer(l)).collect(Collectors.joining());
    }

    private static String inside(int errant) {
        return errant == 0 ? "" : ", " + errant + " part(s) inside left closed";
    }

    private static String words(String constant) {
        return constant.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    static String layer(Layer layer) {
        return switch (layer) {
            case Layer.Signed signed ->
                (signed.clear() ? "clear " : "opaque ")
                        + signed.signatures().stream()
                                .map(Verdicts::signature)
                                .collect(Collectors.joining(" & ", "[", "]"));
            case Layer.Encrypted e -> e.cipher().label() + " " + e.keyAlgorithm();
            case Layer.Locked l -> "locked " + l.cipher();
            case Layer.Compressed _ -> "compressed";
            case Layer.CertificatesOnly c -> c.certificates().size() + " certificates only";
        };
    }

    private static String signature(Signature signature) {
        var words = new ArrayList<String>();
        words.add(
                switch (signature.match()) {
                    case Signature.Match.Intact _ -> "intact";
                    case Signature.Match.AroundEncryption _ -> "around the encryption";
                    case Signature.Match.Broken b -> "BROKEN: " + b.reason();
                    case Signature.Match.Unknown u -> "unknown: " + u.reason();
                });
        words.add(
                switch (signature.trust()) {
                    case Trust.Verified _ -> "verified";
                    case Trust.Unverified u -> "unverified: " + words(u.cause().name());
                    case Trust.Revoked _ -> "REVOKED";
                    case Trust.Expired _ -> "EXPIRED";
                });
        words.add(
                switch (signature.author()) {
                    case AddressMatch.Matched _ -> "author";
                    case AddressMatch.Mismatch _ -> "NOT THE AUTHOR";
                    case AddressMatch.NoAddress _ -> "no address";
                });
        words.add(
                switch (signature.strength()) {
                    case AlgorithmPolicy.Verdict.Acceptable _ -> signature.algorithm();
                    case AlgorithmPolicy.Verdict.Weak _ -> "WEAK " + signature.algorithm();
                });
        return String.join(", ", words);
    }

    /** The signers' names, from the outside in. */
    static String signers(List<Layer> layers) {
        var names = new ArrayList<String>();
        for (Layer layer : layers) {
            if (layer instanceof Layer.Signed signed) {
                for (Signature signature : signed.signatures()) {
                    names.add(signature.signer().map(Verdicts::commonName).orElse("?"));
                }
            }
        }
        return names.isEmpty() ? "-" : String.join(", ", names);
    }

    private static String commonName(Certificate certificate) {
        for (String part : certificate.subject().split(",")) {
            if (part.startsWith("CN=")) {
                return part.substring(3);
            }
        }
        return certificate.subject();
    }
}
