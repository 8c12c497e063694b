package chancery.policy;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.Decision;
import chancery.mail.DeliveryMethod;
import chancery.mail.Finding;
import chancery.mail.RecipientDecision;
import chancery.mail.TlsRequirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What must hold for every policy and every mail; both are drawn at random. */
class PolicyPropertiesTest {
    private static final List<String> DOMAINS =
            List.of("clinic.example", "guest.example", "partner.example", "ward.hospital.example", "[192.0.2.1]");

    @Property(tries = 2_000)
    void everyRecipientGetsExactlyOneDecisionAndAlwaysTheSame(@ForAll long seed) {
        var random = new Random(seed);
        var evaluator = new PolicyEvaluator(policy(random));
        Assessment given = assessment(random);

        List<RecipientDecision> decided = evaluator.decide(given);

        assertThat(decided)
                .extracting(RecipientDecision::recipient)
                .containsExactlyElementsOf(given.mail().envelope().recipients());
        assertThat(evaluator.decide(given)).isEqualTo(decided);
        assertThat(evaluator.explain(given).recipients())
                .extracting(DeliveryPlan.RecipientPlan::decision)
                .isEqualTo(decided);
    }

    @Property(tries = 2_000)
    void protectedMailHasNoWayDown(@ForAll long seed) {
        var random = new Random(seed);
        Assessment given = assessment(random);

        for (RecipientDecision decided : new PolicyEvaluator(policy(random)).decide(given)) {
            if (decided.decision() instanceof Decision.Deliver deliver) {
                assertThat(deliver.alternatives()).noneMatch(PolicyPropertiesTest::isUnprotected);
                assertThat(deliver.alternatives()).doesNotContain(deliver.method());
                if (given.mail().envelope().options().requireTls()) {
                    assertThat(deliver.method()).matches(method -> !isUnprotected(method));
                }
            }
        }
    }

    @Property(tries = 1_000)
    void aPolicyIsReadBackAsItWasWritten(@ForAll long seed) {
        Policy policy = policy(new Random(seed));

        assertThat(PolicyReader.read(PolicyWriter.write(policy))).isEqualTo(new PolicyReading.Read(policy));
    }

    @Property(tries = 2_000)
    void noTextMakesTheReaderFail(@ForAll String text, @ForAll long seed) {
        var random = new Random(seed);
        String json = PolicyWriter.write(policy(random));
        int at = random.nextInt(json.length());
        String damaged = json.substring(0, at) + text + json.substring(Math.min(json.length(), at + random.nextInt(9)));

        assertThat(PolicyReader.read(text)).isNotNull();
        assertThat(PolicyReader.read(damaged)).isNotNull();
    }

    private static boolean isUnprotected(DeliveryMethod method) {
        return method instanceof DeliveryMethod.Transport transport && transport.tls() == TlsRequirement.OPPORTUNISTIC;
    }

    private static Assessment assessment(Random random) {
        String recipients = String.join(
                ",",
                some(random, 1, () -> "r" + random.nextInt(5) + "@" + pick(random, DOMAINS)).stream()
                        .distinct()
                        .toList());
        String sender = random.nextInt(5) == 0 ? "<>" : "s" + random.nextInt(3) + "@" + DOMAINS.get(random.nextInt(4));
        List<Finding> findings = some(random, 0, () -> switch (random.nextInt(3)) {
            case 0 -> new Finding.LexiconHit("health", random.nextInt(1, 30));
            case 1 -> new Finding.ScanIncomplete("x", "y");
            default -> new Finding.Unscannable("1", "z");
        });
        String header = pick(random, List.of("", "Subject: [secure] x", "Subject: x; Sensitivity: private"));
        return PolicyFixture.assessment(
                sender + (random.nextBoolean() ? " REQUIRETLS" : ""),
                recipients,
                header,
                findings,
                random.nextInt(9_000));
    }

    private static Policy policy(Random random) {
        var rules = IntStream.range(0, random.nextInt(6))
                .mapToObj(
                        i -> new Rule("rule-" + i, condition(random, 3), outcome(random), "Because of rule " + i + "."))
                .toList();
        List<Lexicon> lexicons = random.nextBoolean()
                ? List.of()
                : List.of(new Lexicon("own", List.of(new Lexicon.Entry("Geheimprojekt", 5))));
        return new Policy(
                random.nextInt(9),
                some(random, 0, () -> pattern(random)).stream().distinct().toList(),
                random.nextInt(1, 22),
                lexicons,
                rules,
                outcome(random));
    }

    private static Outcome outcome(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Outcome.Reject("No");
            case 1 -> new Outcome.Quarantine(random.nextInt(1, 91));
            case 2 -> new Outcome.Defer("Later");
            case 3 -> new Outcome.Deliver(List.of(MethodChoice.OPPORTUNISTIC_TLS));
            default ->
                new Outcome.Deliver(pick(
                        random,
                        List.of(
                                List.of(MethodChoice.PORTAL),
                                List.of(MethodChoice.VERIFIED_TLS),
                                List.of(MethodChoice.VERIFIED_TLS_TO_PARTNERS, MethodChoice.PORTAL),
                                List.of(
                                        MethodChoice.VERIFIED_TLS_TO_PARTNERS,
                                        MethodChoice.VERIFIED_TLS,
                                        MethodChoice.PORTAL),
                                List.of(MethodChoice.PORTAL, MethodChoice.VERIFIED_TLS))));
        };
    }

    private static Condition condition(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 11 : 14)) {
            case 0 -> new Condition.Always();
            case 1 ->
                new Condition.SenderIs(List.of(AddressPattern.parse("s" + random.nextInt(3) + "@" + pattern(random))));
            case 2 -> new Condition.SenderDomainIn(some(random, 1, () -> pattern(random)));
            case 3 -> new Condition.RecipientIs(List.of(AddressPattern.parse("r*@" + pattern(random))));
            case 4 -> new Condition.RecipientDomainIn(some(random, 1, () -> pattern(random)));
            case 5 ->
                new Condition.HeaderMatches("Sensitivity", new Glob(pick(random, List.of("private", "*", "?riv*"))));
            case 6 -> new Condition.SubjectTag(List.of("[secure]"));
            case 7 -> new Condition.SizeOver(random.nextInt(9_000));
            case 8 -> new Condition.LexiconScore("health", random.nextInt(1, 30));
            case 9 -> new Condition.Goes(Direction.values()[random.nextInt(3)]);
            case 10 -> random.nextBoolean() ? new Condition.ScanIncomplete() : new Condition.Unscannable();
            case 11 -> new Condition.Not(condition(random, depth - 1));
            case 12 -> new Condition.All(some(random, 1, () -> condition(random, depth - 1)));
            default -> new Condition.Any(some(random, 1, () -> condition(random, depth - 1)));
        };
    }

    private static DomainPattern pattern(Random random) {
        return new DomainPattern(
                pick(random, List.of("*", "*.example", "partner.example", "*.hospital.example", "clinic.example")));
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static <T> List<T> some(Random random, int least, Supplier<T> one) {
        var out = new ArrayList<T>();
        for (int i = random.nextInt(least, 4); i > 0; i--) {
            out.add(one.get());
        }
        return out;
    }
}
