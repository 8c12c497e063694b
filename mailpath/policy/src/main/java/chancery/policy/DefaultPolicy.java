package chancery.policy;

import java.util.List;

/**
 * What a new tenant starts with: mail goes out with TLS when offered, except where its author asks for protection or
 * its words are those of health care; then over a verified connection to partners and by the portal to everyone else.
 */
public final class DefaultPolicy {
    /** Score of the word list {@code health} from which a mail is protected. */
    public static final int HEALTH_SCORE = 10;

    private static final Outcome PROTECTED =
            new Outcome.Deliver(List.of(MethodChoice.VERIFIED_TLS_TO_PARTNERS, MethodChoice.PORTAL));
    private static final Outcome ORDINARY = new Outcome.Deliver(List.of(MethodChoice.OPPORTUNISTIC_TLS));

    private DefaultPolicy() {}

    /** Unpublished, with these partners. */
    public static Policy with(List<DomainPattern> tlsPartners) {
        return new Policy(
                0, tlsPartners, 14, List.of(), List.of(inside(), asked(), health(), scanIncomplete()), ORDINARY);
    }

    private static Rule inside() {
        var condition = new Condition.Any(
                List.of(new Condition.Goes(Direction.INBOUND), new Condition.Goes(Direction.INTERNAL)));
        return new Rule("own-domain", condition, ORDINARY, "Mail for the own domain goes to its own mail server.");
    }

    private static Rule asked() {
        var condition = new Condition.Any(List.of(
                new Condition.SubjectTag(List.of("[secure]", "[sicher]")),
                new Condition.HeaderMatches("X-Chancery-Protect", new Glob("yes")),
                new Condition.HeaderMatches("Sensitivity", new Glob("company-confidential")),
                new Condition.HeaderMatches("Sensitivity", new Glob("private"))));
        return new Rule("author-asks", condition, PROTECTED, "The author asks for protection.");
    }

    private static Rule health() {
        return new Rule(
                "health",
                new Condition.LexiconScore("health", HEALTH_SCORE),
                PROTECTED,
                "The mail speaks about someone's health.");
    }

    private static Rule scanIncomplete() {
        return new Rule(
                "scan-incomplete",
                new Condition.ScanIncomplete(),
                PROTECTED,
                "The mail could not be looked through in time and is treated as if it had to be protected.");
    }
}
