package chancery.mailauth;

import chancery.mailauth.AuthenticationResults.Method;
import chancery.mailauth.AuthenticationResults.Property;
import java.util.ArrayList;
import java.util.List;

/**
 * All that was found out about who wrote one mail.
 *
 * @param helo SPF for the name from EHLO; the same as {@code mailFrom} where the reverse-path is null
 * @param mailFrom SPF for the reverse-path
 * @param dkim one result for each signature, from the top
 * @param arc what those before us say, a hint
 * @param dmarc the sum of it for the author's domain
 */
public record Authentication(
        SpfResult helo, SpfResult mailFrom, List<DkimResult> dkim, ArcResult arc, DmarcResult dmarc) {
    private static final int MOST_SIGNATURES_WRITTEN = 10;

    public Authentication {
        dkim = List.copyOf(dkim);
    }

    /** The header field to be written by a host of this name. */
    public AuthenticationResults header(String authservId) {
        var methods = new ArrayList<Method>();
        methods.add(spf(mailFrom));
        if (!helo.equals(mailFrom)) {
            methods.add(spf(helo));
        }
        if (dkim.isEmpty()) {
            methods.add(new Method("dkim", ResultWord.NONE.word(), "", List.of()));
        }
        dkim.stream().limit(MOST_SIGNATURES_WRITTEN).map(Authentication::dkim).forEach(methods::add);
        if (arc.result() != ResultWord.NONE) {
            var domain = arc.sets().isEmpty() ? "" : arc.sets().getLast().domain();
            methods.add(new Method("arc", arc.result().word(), arc.problem(), properties("header", "d", domain)));
        }
        methods.add(dmarc(dmarc));
        return new AuthenticationResults(authservId, methods);
    }

    private static Method spf(SpfResult spf) {
        var query = spf.query();
        String value = query.identity() == SpfQuery.Identity.HELO ? query.domain() : query.sender();
        return new Method(
                "spf",
                spf.result().word(),
                spf.problem(),
                properties("smtp", query.identity().property(), value));
    }

    private static Method dkim(DkimResult dkim) {
        return new Method(
                "dkim",
                dkim.result().word(),
                dkim.problem(),
                properties(
                        "header",
                        "d",
                        dkim.domain(),
                        "header",
                        "s",
                        dkim.selector(),
                        "header",
                        "a",
                        dkim.algorithm(),
                        "header",
                        "b",
                        dkim.signatureStart()));
    }

    private static Method dmarc(DmarcResult dmarc) {
        String policy = dmarc.policyDomain().isEmpty() ? "" : dmarc.published().word();
        return new Method(
                "dmarc",
                dmarc.result().word(),
                dmarc.problem(),
                properties("header", "from", dmarc.authorDomain(), "policy", "dmarc", policy));
    }

    /** Triples of type, name and value; those without a value are left out. */
    private static List<Property> properties(String... triples) {
        var properties = new ArrayList<Property>();
        for (int i = 0; i < triples.length; i += 3) {
            if (!triples[i + 2].isEmpty()) {
                properties.add(new Property(triples[i], triples[i + 1], triples[i + 2]));
            }
        }
        return properties;
    }
}
