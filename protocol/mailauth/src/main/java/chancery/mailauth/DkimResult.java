package chancery.mailauth;

import chancery.net.DnsSecurity;
import java.util.List;

/**
 * What became of one signature.
 *
 * @param result pass, fail, policy, neutral, temperror or permerror (RFC 8601 §2.7.1)
 * @param domain the signing domain, empty when it could not be read
 * @param identity the tag i, empty when it could not be read
 * @param algorithm the tag a as written
 * @param signedFields names of the signed header fields, those that only guard against additions included
 * @param key what was found in the DNS
 * @param signatureStart first characters of the tag b, which tell signatures apart (RFC 8601 §2.7.1: header.b)
 * @param problem one phrase on why it did not pass, empty when it did
 */
public record DkimResult(
        ResultWord result,
        String domain,
        String selector,
        String identity,
        String algorithm,
        List<String> signedFields,
        Key key,
        String signatureStart,
        String problem) {

    /**
     * The key that was asked for.
     *
     * @param name where it lies in the DNS, empty when none was asked for
     * @param record as published, empty when none was found
     * @param bits its size, 0 when unknown
     * @param testing the domain says that it only tests
     */
    public record Key(String name, String record, int bits, boolean testing, DnsSecurity security) {
        static final Key NONE = new Key("", "", 0, false, DnsSecurity.UNKNOWN);
    }

    public DkimResult {
        signedFields = List.copyOf(signedFields);
    }
}
