package chancery.mailauth;

import java.util.List;

/**
 * What those who passed the mail on say (RFC 8617), and whether their chain holds. A chain that holds says only that
 * these hosts said so: it is a hint for whoever trusts one of them.
 *
 * @param result none, pass or fail (RFC 8617 §10.1)
 * @param sets from the first hop to the last, as far as they could be read
 * @param temporary whether trouble with the DNS is the reason of a fail
 * @param problem one phrase, empty when there is none
 */
public record ArcResult(ResultWord result, List<Hop> sets, boolean temporary, String problem) {

    /**
     * One set of ARC fields.
     *
     * @param instance the tag i, from 1
     * @param domain of the seal
     * @param selector of the seal
     * @param chain the tag cv: what this hop found
     * @param claims what it says of the mail before it, as written; see {@link AuthenticationResults#parse}
     * @param key with which the seal was checked
     */
    public record Hop(int instance, String domain, String selector, String chain, String claims, DkimResult.Key key) {}

    public ArcResult {
        sets = List.copyOf(sets);
    }
}
