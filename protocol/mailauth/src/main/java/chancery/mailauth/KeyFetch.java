package chancery.mailauth;

import chancery.mail.SyntaxException;
import chancery.net.DnsAnswer;
import chancery.net.DnsResolver;
import chancery.net.DnsSecurity;
import java.security.PublicKey;

/** Gets the key of a signature and holds it against the signature (RFC 6376 §6.1.2). */
final class KeyFetch {
    private final DnsResolver dns;
    private final DkimPolicy policy;

    /** A key that may be used, or why there is none. */
    sealed interface Answer {
        DkimResult.Key evidence();

        record Found(PublicKey key, DkimKeyRecord record, DkimResult.Key evidence) implements Answer {}

        record Refused(ResultWord word, String why, DkimResult.Key evidence) implements Answer {}
    }

    KeyFetch(DnsResolver dns, DkimPolicy policy) {
        this.dns = dns;
        this.policy = policy;
    }

    Answer fetch(String name, DkimAlgorithm algorithm) {
        var answer = dns.txt(name);
        var nothing = new DkimResult.Key(name, "", 0, false, answer.security());
        return switch (answer) {
            case DnsAnswer.TemporaryFailure<String> f ->
                new Answer.Refused(ResultWord.TEMPERROR, "public key: " + f.why(), nothing);
            case DnsAnswer.NoDomain<String> none -> noKey(nothing);
            case DnsAnswer.NoRecords<String> none -> noKey(nothing);
            // RFC 6376 §3.6.2.2: with several records there is no promise which one counts
            case DnsAnswer.Records<String> r ->
                read(name, r.records().stream().sorted().findFirst().orElse(""), answer.security(), algorithm);
        };
    }

    private static Answer noKey(DkimResult.Key evidence) {
        return new Answer.Refused(ResultWord.PERMERROR, "no public key", evidence);
    }

    private Answer read(String name, String text, DnsSecurity security, DkimAlgorithm algorithm) {
        try {
            var record = DkimKeyRecord.parse(text);
            var evidence = new DkimResult.Key(name, text, record.bits(), record.isTesting(), security);
            return held(record, evidence, algorithm);
        } catch (SyntaxException e) {
            var evidence = new DkimResult.Key(name, text, 0, false, security);
            return new Answer.Refused(ResultWord.PERMERROR, "public key: " + e.getMessage(), evidence);
        }
    }

    private Answer held(DkimKeyRecord record, DkimResult.Key evidence, DkimAlgorithm algorithm) {
        return switch (record.material()) {
            case DkimKeyRecord.Material.Revoked revoked ->
                new Answer.Refused(ResultWord.PERMERROR, "public key revoked", evidence);
            case DkimKeyRecord.Material.Unknown unknown ->
                new Answer.Refused(ResultWord.PERMERROR, "public key of another type", evidence);
            case DkimKeyRecord.Material.Key key -> {
                String wrong = mismatch(record, algorithm);
                if (!wrong.isEmpty()) {
                    yield new Answer.Refused(ResultWord.PERMERROR, wrong, evidence);
                }
                if (record.isExcessive()) {
                    yield new Answer.Refused(ResultWord.POLICY, "public key too large", evidence);
                }
                if (algorithm.keyType().equals("rsa") && key.bits() < policy.leastRsaBits()) {
                    // RFC 8301 §3.2
                    yield new Answer.Refused(ResultWord.POLICY, "public key of " + key.bits() + " bits", evidence);
                }
                yield new Answer.Found(key.key(), record, evidence);
            }
        };
    }

    private static String mismatch(DkimKeyRecord record, DkimAlgorithm algorithm) {
        if (!record.keyType().equals(algorithm.keyType())) {
            return "public key of another type";
        }
        if (!record.hashes().isEmpty() && !record.hashes().contains(algorithm.hash())) {
            return "public key is not for this hash";
        }
        if (!record.services().contains("*") && !record.services().contains("email")) {
            return "public key is not for mail";
        }
        return "";
    }
}
