package chancery.mailauth;

import chancery.mail.SyntaxException;
import chancery.mailauth.SpfResult.Step;
import chancery.net.DnsAnswer;
import chancery.net.DnsResolver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run of check_host (RFC 7208 §4) with its counters. */
final class SpfEvaluation {
    private final DnsResolver dns;
    private final SpfQuery query;
    private final MacroExpansion macros;
    private final SpfAddresses addresses;
    private int lookups;
    private int voidLookups;
    private String explanation = "";

    /** How a record ended. */
    private record Verdict(ResultWord word, List<Step> path, String problem) {
        Verdict behind(Step step) {
            var longer = new ArrayList<Step>();
            longer.add(step);
            longer.addAll(path);
            return new Verdict(word, longer, problem);
        }
    }

    /** Whether a mechanism fits the client, or why that is the end of it. */
    sealed interface Match {
        record Yes() implements Match {}

        record No() implements Match {}

        /** The name asked for has nothing: also no match, but counted (RFC 7208 §4.6.4). */
        record Nothing() implements Match {}

        /** @param word temperror or permerror */
        record Stopped(ResultWord word, String why) implements Match {}
    }

    /** What include found out, with the way into the other record. */
    private record Included(Match match, List<Step> path) {}

    SpfEvaluation(DnsResolver dns, SpfQuery query, String receiver, Instant now) {
        this.dns = dns;
        this.query = query;
        this.addresses = new SpfAddresses(dns, query.client());
        this.macros = new MacroExpansion(query, receiver, now, addresses);
    }

    SpfResult run() {
        var verdict = check(query.domain(), true);
        return new SpfResult(
                verdict.word(), query, verdict.path(), lookups, voidLookups, explanation, verdict.problem());
    }

    private static Verdict ended(ResultWord word, String problem) {
        return new Verdict(word, List.of(), problem);
    }

    /** @param explains whether a failure here is the answer to the question, not to an include */
    private Verdict check(String domain, boolean explains) {
        // RFC 7208 §4.3
        if (!isFullDomain(domain)) {
            return ended(ResultWord.NONE, "not a full domain name");
        }
        var answer = dns.txt(domain);
        if (answer instanceof DnsAnswer.TemporaryFailure<String> failure) {
            // RFC 7208 §4.4
            return ended(ResultWord.TEMPERROR, failure.why());
        }
        var records = answer.recordsOrNone().stream().filter(SpfRecord::isSpf).toList();
        if (records.isEmpty()) {
            return ended(ResultWord.NONE, "no SPF record");
        }
        if (records.size() > 1) {
            // RFC 7208 §4.5
            var all = records.stream().map(r -> new Step(domain, r, "")).toList();
            return new Verdict(ResultWord.PERMERROR, all, records.size() + " SPF records");
        }
        String text = records.getFirst();
        try {
            return evaluate(domain, SpfRecord.parse(text), explains);
        } catch (SyntaxException e) {
            return ended(ResultWord.PERMERROR, String.valueOf(e.getMessage())).behind(new Step(domain, text, ""));
        }
    }

    private static boolean isFullDomain(String domain) {
        String name = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
        if (name.length() > 253 || name.indexOf('.') < 0) {
            return false;
        }
        for (String label : name.split("\\.", -1)) {
            if (label.isEmpty() || label.length() > 63) {
                return false;
            }
        }
        return !name.startsWith("[");
    }

    // RFC 7208 §4.6.2
    private Verdict evaluate(String domain, SpfRecord record, boolean explains) {
        for (var directive : record.directives()) {
            var step = new Step(domain, record.text(), directive.text());
            var found = match(domain, directive.mechanism());
            switch (found.match()) {
                case Match.Yes yes -> {
                    if (explains && directive.result() == ResultWord.FAIL) {
                        explain(domain, record);
                    }
                    return new Verdict(directive.result(), found.path(), "").behind(step);
                }
                case Match.Stopped stopped -> {
                    return new Verdict(stopped.word(), found.path(), stopped.why()).behind(step);
                }
                case Match.No no -> {}
                case Match.Nothing nothing -> {
                    if (++voidLookups > SpfVerifier.MOST_VOID_LOOKUPS) {
                        return ended(ResultWord.PERMERROR, "too many look-ups without an answer")
                                .behind(step);
                    }
                }
            }
        }
        var redirect = record.redirect();
        return redirect.isPresent()
                ? redirected(domain, record, redirect.get(), explains)
                : ended(ResultWord.NEUTRAL, "").behind(new Step(domain, record.text(), ""));
    }

    // RFC 7208 §6.1
    private Verdict redirected(String domain, SpfRecord record, MacroString target, boolean explains) {
        var step = new Step(domain, record.text(), "redirect=" + target.text());
        if (++lookups > SpfVerifier.MOST_LOOKUPS) {
            return tooMany().behind(step);
        }
        var other = check(macros.name(target, domain), explains);
        if (other.word() == ResultWord.NONE) {
            return new Verdict(ResultWord.PERMERROR, other.path(), "redirect: " + other.problem()).behind(step);
        }
        return other.behind(step);
    }

    private static Verdict tooMany() {
        return ended(ResultWord.PERMERROR, "more than " + SpfVerifier.MOST_LOOKUPS + " terms that ask the DNS");
    }

    private Included match(String domain, SpfMechanism mechanism) {
        if (mechanism.asksDns() && ++lookups > SpfVerifier.MOST_LOOKUPS) {
            var end = tooMany();
            return new Included(new Match.Stopped(end.word(), end.problem()), List.of());
        }
        if (mechanism instanceof SpfMechanism.Include include) {
            return included(check(macros.name(include.domain(), domain), false));
        }
        var match = switch (mechanism) {
            case SpfMechanism.All all -> new Match.Yes();
            case SpfMechanism.Ip ip -> ip.network().contains(query.client()) ? new Match.Yes() : new Match.No();
            case SpfMechanism.A a -> addresses.ofHost(name(a.target(), domain), a.target());
            case SpfMechanism.Mx mx -> addresses.ofExchangers(name(mx.target(), domain), mx.target());
            case SpfMechanism.Ptr ptr -> addresses.validatedBelow(name(ptr.target(), domain));
            case SpfMechanism.Exists exists -> addresses.exists(macros.name(exists.domain(), domain));
            case SpfMechanism.Include include -> throw new IllegalStateException("answered above");
        };
        return new Included(match, List.of());
    }

    private String name(SpfMechanism.Target target, String domain) {
        return target.domain().map(d -> macros.name(d, domain)).orElse(domain);
    }

    // the table of RFC 7208 §5.2
    private static Included included(Verdict verdict) {
        return switch (verdict.word()) {
            case PASS -> new Included(new Match.Yes(), verdict.path());
            case FAIL, SOFTFAIL, NEUTRAL, POLICY -> new Included(new Match.No(), List.of());
            case TEMPERROR -> new Included(new Match.Stopped(ResultWord.TEMPERROR, verdict.problem()), verdict.path());
            case NONE, PERMERROR ->
                new Included(new Match.Stopped(ResultWord.PERMERROR, "include: " + verdict.problem()), verdict.path());
        };
    }

    // RFC 7208 §6.2: whatever goes wrong here leaves the failure without explanation
    private void explain(String domain, SpfRecord record) {
        Optional<MacroString> where = record.explanation();
        if (where.isPresent()) {
            var texts = dns.txt(macros.name(where.get(), domain)).recordsOrNone();
            try {
                explanation = texts.size() == 1
                        ? macros.explanation(MacroStringParser.explanation(texts.getFirst()), domain)
                        : "";
            } catch (SyntaxException e) {
                explanation = "";
            }
        }
    }
}
