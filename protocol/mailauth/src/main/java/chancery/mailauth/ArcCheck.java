package chancery.mailauth;

import chancery.mail.SyntaxException;
import chancery.mime.HeaderSection;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** The ARC chain of one message on its way to a verdict (RFC 8617 §5.2): read before the body goes past, judged after. */
final class ArcCheck {
    private final List<ArcSet> sets;
    private final List<BodyHashes.Hash> bodyHash;
    private final List<ArcResult> early;

    private ArcCheck(List<ArcSet> sets, List<BodyHashes.Hash> bodyHash, List<ArcResult> early) {
        this.sets = sets;
        this.bodyHash = bodyHash;
        this.early = early;
    }

    private static ArcCheck decided(ResultWord word, String problem) {
        return new ArcCheck(List.of(), List.of(), List.of(new ArcResult(word, List.of(), false, problem)));
    }

    static ArcCheck begin(HeaderSection header, BodyHashes hashes) {
        if (!ArcSet.isPresent(header)) {
            return decided(ResultWord.NONE, "");
        }
        List<ArcSet> sets;
        try {
            sets = ArcSet.read(header);
        } catch (SyntaxException e) {
            return decided(ResultWord.FAIL, String.valueOf(e.getMessage()));
        }
        String broken = chainProblem(sets);
        var newest = sets.getLast().messageSignature();
        var algorithm = exactly(newest.algorithm());
        if (!broken.isEmpty() || algorithm.isEmpty()) {
            var hops = sets.stream().map(s -> s.hop(DkimResult.Key.NONE)).toList();
            String problem = broken.isEmpty() ? "unknown algorithm" : broken;
            return new ArcCheck(sets, List.of(), List.of(new ArcResult(ResultWord.FAIL, hops, false, problem)));
        }
        var hash = hashes.want(newest.bodyCanonicalization(), algorithm.getFirst(), newest.bodyLength());
        return new ArcCheck(sets, List.of(hash), List.of());
    }

    private static String chainProblem(List<ArcSet> sets) {
        for (var set : sets) {
            String expected = set.instance() == 1 ? "none" : "pass";
            if (!set.seal().chain().equals(expected)) {
                return "hop " + set.instance() + " says cv=" + set.seal().chain();
            }
        }
        return "";
    }

    /** RFC 8617 §4.1.2 with RFC 8301 §3.1: only what signs today. */
    private static List<DkimAlgorithm> exactly(String word) {
        return DkimPolicy.RFC_8301.algorithms().stream()
                .filter(a -> a.word().equals(word))
                .toList();
    }

    ArcResult finish(HeaderSection header, KeyFetch keys) {
        if (!early.isEmpty()) {
            return early.getFirst();
        }
        var hops = new ArrayList<ArcResult.Hop>();
        String problem = messageProblem(header, keys);
        boolean temporary = problem.startsWith("!");
        for (var set : sets) {
            var verdict = sealProblem(set, keys);
            hops.add(set.hop(verdict.key()));
            if (problem.isEmpty() && !verdict.problem().isEmpty()) {
                problem = verdict.problem();
                temporary = verdict.temporary();
            }
        }
        var word = problem.isEmpty() ? ResultWord.PASS : ResultWord.FAIL;
        return new ArcResult(word, hops, temporary, problem.replaceFirst("^!", ""));
    }

    /** Begins with an exclamation mark when the DNS is the reason. */
    private String messageProblem(HeaderSection header, KeyFetch keys) {
        var newest = sets.getLast();
        var signature = newest.messageSignature();
        var algorithm = exactly(signature.algorithm()).getFirst();
        if (!MessageDigest.isEqual(bodyHash.getFirst().value(), signature.bodyHash())) {
            return "body was changed after hop " + newest.instance();
        }
        if (signature.hasBodyLength() && bodyHash.getFirst().bodyLength() != signature.bodyLength()) {
            // as for DKIM: RFC 6376 §8.2
            return "only a part of the body is signed";
        }
        return switch (keys.fetch(signature.keyName(), algorithm)) {
            case KeyFetch.Answer.Refused refused -> (refused.word() == ResultWord.TEMPERROR ? "!" : "") + refused.why();
            case KeyFetch.Answer.Found found -> {
                byte[] octets = new SignedFields(header.fields())
                        .octets(
                                signature.fields(),
                                signature.headerCanonicalization(),
                                SignedFields.withoutSignature(
                                        newest.messageField().octets()));
                yield algorithm.verifies(octets, signature.signature(), found.key())
                        ? ""
                        : "message signature of hop " + newest.instance() + " does not verify";
            }
        };
    }

    private record SealVerdict(String problem, boolean temporary, DkimResult.Key key) {}

    private SealVerdict sealProblem(ArcSet set, KeyFetch keys) {
        var seal = set.seal();
        var algorithm = exactly(seal.algorithm());
        if (algorithm.isEmpty()) {
            return new SealVerdict("unknown algorithm", false, DkimResult.Key.NONE);
        }
        return switch (keys.fetch(seal.keyName(), algorithm.getFirst())) {
            case KeyFetch.Answer.Refused refused ->
                new SealVerdict(refused.why(), refused.word() == ResultWord.TEMPERROR, refused.evidence());
            case KeyFetch.Answer.Found found -> {
                boolean right = algorithm.getFirst().verifies(sealed(set.instance()), seal.signature(), found.key());
                yield new SealVerdict(
                        right ? "" : "seal of hop " + set.instance() + " does not verify", false, found.evidence());
            }
        };
    }

    // RFC 8617 §5.1.1: all sets up to this one, its own seal last and without signature
    private byte[] sealed(int instance) {
        var octets = new ByteArrayOutputStream();
        for (var set : sets.subList(0, instance)) {
            octets.writeBytes(Canonicalization.RELAXED.header(set.resultsField().octets()));
            octets.writeBytes(Canonicalization.RELAXED.header(set.messageField().octets()));
            boolean last = set.instance() == instance;
            byte[] seal = set.sealField().octets();
            byte[] canonical = Canonicalization.RELAXED.header(last ? SignedFields.withoutSignature(seal) : seal);
            octets.write(canonical, 0, canonical.length - (last ? 2 : 0));
        }
        return octets.toByteArray();
    }
}
