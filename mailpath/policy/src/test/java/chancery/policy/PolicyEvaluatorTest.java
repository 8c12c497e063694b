package chancery.policy;

import static chancery.policy.PolicyFixture.assessment;
import static chancery.policy.PolicyFixture.findings;
import static chancery.policy.PolicyFixture.policy;
import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.Decision;
import chancery.mail.DeliveryMethod;
import chancery.mail.RecipientDecision;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyEvaluatorTest {
    private static final Policy DEFAULT =
            DefaultPolicy.with(List.of(new DomainPattern("partner.example"), new DomainPattern("*.hospital.example")));

    private static String words(RecipientDecision decided) {
        String what = switch (decided.decision()) {
            case Decision.Deliver deliver ->
                deliver.method().word()
                        + deliver.alternatives().stream()
                                .map(DeliveryMethod::word)
                                .collect(Collectors.joining(
                                        " or ", deliver.alternatives().isEmpty() ? "" : " or ", ""));
            case Decision.Quarantine quarantine ->
                "quarantine " + quarantine.keepFor().toDays();
            case Decision.Reject reject ->
                reject.reply().code() + " " + reject.reply().text();
            case Decision.Defer defer ->
                defer.reply().code() + " " + defer.reply().text();
            case Decision.Discard discard -> "discard";
        };
        return what + " by " + decided.rule();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            ordinary mail                      | anna@clinic.example | bob@guest.example        | Subject: Lunch                              | ''            | opportunistic-tls by otherwise
            no subject at all                  | anna@clinic.example | bob@guest.example        | ''                                          | ''            | opportunistic-tls by otherwise
            ordinary mail to a partner         | anna@clinic.example | bob@partner.example      | Subject: Lunch                              | ''            | opportunistic-tls by otherwise
            tag in English                     | anna@clinic.example | bob@guest.example        | Subject: [secure] Lunch                     | ''            | portal by author-asks
            tag in German                      | anna@clinic.example | bob@guest.example        | Subject: [sicher] Befund                    | ''            | portal by author-asks
            tag in capitals                    | anna@clinic.example | bob@guest.example        | Subject: [SECURE] x                         | ''            | portal by author-asks
            tag at the end                     | anna@clinic.example | bob@guest.example        | Subject: x [Secure]                         | ''            | portal by author-asks
            tag in a reply                     | anna@clinic.example | bob@guest.example        | Subject: Re: [secure] x                     | ''            | portal by author-asks
            tag without its brackets           | anna@clinic.example | bob@guest.example        | Subject: secure parking                     | ''            | opportunistic-tls by otherwise
            tag in another field               | anna@clinic.example | bob@guest.example        | Subject: x; Comments: [secure]              | ''            | opportunistic-tls by otherwise
            tag to a partner                   | anna@clinic.example | bob@partner.example      | Subject: [secure] x                         | ''            | verified-tls or portal by author-asks
            tag to a part of a partner         | anna@clinic.example | bob@ward3.hospital.example | Subject: [secure] x                       | ''            | verified-tls or portal by author-asks
            tag to deep below a partner        | anna@clinic.example | bob@a.b.hospital.example | Subject: [secure] x                         | ''            | verified-tls or portal by author-asks
            tag to the parent of partners      | anna@clinic.example | bob@hospital.example     | Subject: [secure] x                         | ''            | portal by author-asks
            tag to what looks like a partner   | anna@clinic.example | bob@evilpartner.example  | Subject: [secure] x                         | ''            | portal by author-asks
            tag to below an exact partner      | anna@clinic.example | bob@x.partner.example    | Subject: [secure] x                         | ''            | portal by author-asks
            tag to a partner as suffix         | anna@clinic.example | bob@xhospital.example    | Subject: [secure] x                         | ''            | portal by author-asks
            partner in capitals                | anna@clinic.example | bob@PARTNER.example      | Subject: [secure] x                         | ''            | verified-tls or portal by author-asks
            tag to an address literal          | anna@clinic.example | bob@[192.0.2.1]          | Subject: [secure] x                         | ''            | portal by author-asks
            protect header                     | anna@clinic.example | bob@guest.example        | Subject: x; X-Chancery-Protect: yes         | ''            | portal by author-asks
            protect header with white space    | anna@clinic.example | bob@guest.example        | Subject: x; X-Chancery-Protect:  YES        | ''            | portal by author-asks
            protect header says no             | anna@clinic.example | bob@guest.example        | Subject: x; X-Chancery-Protect: no          | ''            | opportunistic-tls by otherwise
            protect header twice               | anna@clinic.example | bob@guest.example        | x-chancery-protect: no; X-CHANCERY-PROTECT: yes | ''        | portal by author-asks
            confidential                       | anna@clinic.example | bob@guest.example        | Sensitivity: company-confidential           | ''            | portal by author-asks
            confidential as Outlook writes it  | anna@clinic.example | bob@guest.example        | Sensitivity: Company-Confidential           | ''            | portal by author-asks
            private                            | anna@clinic.example | bob@partner.example      | Sensitivity: Private                        | ''            | verified-tls or portal by author-asks
            personal is not private            | anna@clinic.example | bob@guest.example        | Sensitivity: Personal                       | ''            | opportunistic-tls by otherwise
            health words                       | anna@clinic.example | bob@guest.example        | Subject: x                                  | health 10     | portal by health
            many health words                  | anna@clinic.example | bob@guest.example        | Subject: x                                  | health 400    | portal by health
            health words to a partner          | anna@clinic.example | bob@partner.example      | Subject: x                                  | health 10     | verified-tls or portal by health
            too few health words               | anna@clinic.example | bob@guest.example        | Subject: x                                  | health 9      | opportunistic-tls by otherwise
            words of another list              | anna@clinic.example | bob@guest.example        | Subject: x                                  | finance 90    | opportunistic-tls by otherwise
            two hits of one list               | anna@clinic.example | bob@guest.example        | Subject: x                                  | health 3, health 11 | portal by health
            two hits do not add up             | anna@clinic.example | bob@guest.example        | Subject: x                                  | health 6, health 6 | opportunistic-tls by otherwise
            tag before words                   | anna@clinic.example | bob@guest.example        | Subject: [secure]                           | health 99     | portal by author-asks
            a scan gave no answer              | anna@clinic.example | bob@guest.example        | Subject: x                                  | incomplete    | portal by scan-incomplete
            no answer, to a partner            | anna@clinic.example | bob@partner.example      | Subject: x                                  | incomplete    | verified-tls or portal by scan-incomplete
            encrypted attachment               | anna@clinic.example | bob@guest.example        | Subject: x                                  | unscannable   | opportunistic-tls by otherwise
            to a colleague                     | anna@clinic.example | carl@clinic.example      | Subject: x                                  | ''            | opportunistic-tls by own-domain
            tagged to a colleague              | anna@clinic.example | carl@clinic.example      | Subject: [secure] x                         | health 50     | opportunistic-tls by own-domain
            from outside                       | bob@guest.example   | anna@clinic.example      | Subject: x                                  | ''            | opportunistic-tls by own-domain
            a tagged answer from outside       | bob@guest.example   | anna@clinic.example      | Subject: Re: [secure] x                     | health 50     | opportunistic-tls by own-domain
            null reverse-path                  | <>                  | bob@guest.example        | Subject: Undeliverable                      | ''            | opportunistic-tls by otherwise
            null reverse-path, tagged          | <>                  | bob@guest.example        | Subject: Undeliverable: [secure] x          | ''            | portal by author-asks
            REQUIRETLS                         | anna@clinic.example REQUIRETLS | bob@guest.example | Subject: x                              | ''            | verified-tls by otherwise
            REQUIRETLS and protected           | anna@clinic.example REQUIRETLS | bob@guest.example | Subject: [secure] x                     | ''            | portal by author-asks
            REQUIRETLS from outside            | bob@guest.example REQUIRETLS | anna@clinic.example | Subject: x                              | ''            | verified-tls by own-domain
            """)
    void theDefaultPolicyDecides(
            String name, String from, String recipient, String header, String found, String decision) {
        var decided = new PolicyEvaluator(DEFAULT).decide(assessment(from, recipient, header, findings(found), 4_000));

        assertThat(decided)
                .singleElement()
                .extracting(PolicyEvaluatorTest::words)
                .isEqualTo(decision);
    }

    @ParameterizedTest(name = "{0} from {1} to {2}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"always": true}                                             | anna@clinic.example | bob@guest.example   | true
            {"not": {"always": true}}                                    | anna@clinic.example | bob@guest.example   | false
            {"sender": ["anna@clinic.example"]}                          | anna@clinic.example | bob@guest.example   | true
            {"sender": ["ANNA@Clinic.Example"]}                          | anna@clinic.example | bob@guest.example   | true
            {"sender": ["anna@clinic.example"]}                          | ann@clinic.example  | bob@guest.example   | false
            {"sender": ["*@clinic.example"]}                             | anna@clinic.example | bob@guest.example   | true
            {"sender": ["a*a@*"]}                                        | anna@clinic.example | bob@guest.example   | true
            {"sender": ["*@*"]}                                          | <>                  | bob@guest.example   | false
            {"sender-domain": ["*"]}                                     | <>                  | bob@guest.example   | false
            {"sender-domain": ["*.example"]}                             | anna@clinic.example | bob@guest.example   | true
            {"sender-domain": ["example"]}                               | anna@clinic.example | bob@guest.example   | false
            {"recipient": ["bob@guest.example", "eve@x.example"]}        | anna@clinic.example | bob@guest.example   | true
            {"recipient": ["b?b@guest.example"]}                         | anna@clinic.example | bob@guest.example   | true
            {"recipient": ["b?b@guest.example"]}                         | anna@clinic.example | boob@guest.example  | false
            {"recipient-domain": ["guest.example"]}                      | anna@clinic.example | bob@guest.example   | true
            {"recipient-domain": ["*.guest.example"]}                    | anna@clinic.example | bob@guest.example   | false
            {"recipient-domain": ["bücher.example"]}                     | anna@clinic.example | bob@xn--bcher-kva.example | true
            {"direction": "outbound"}                                    | anna@clinic.example | bob@guest.example   | true
            {"direction": "internal"}                                    | anna@clinic.example | carl@clinic.example | true
            {"direction": "inbound"}                                     | bob@guest.example   | anna@clinic.example | true
            {"direction": "inbound"}                                     | anna@clinic.example | bob@guest.example   | false
            {"subject-tag": ["[urgent]", "Quarter"]}                     | anna@clinic.example | bob@guest.example   | true
            {"header": {"name": "X-Class", "value": "level-*"}}          | anna@clinic.example | bob@guest.example   | true
            {"header": {"name": "x-class", "value": "LEVEL-3"}}          | anna@clinic.example | bob@guest.example   | true
            {"header": {"name": "X-Class", "value": "level-"}}           | anna@clinic.example | bob@guest.example   | false
            {"header": {"name": "X-Class", "value": "level\\\\-3"}}      | anna@clinic.example | bob@guest.example   | true
            {"header": {"name": "X-Missing", "value": "*"}}              | anna@clinic.example | bob@guest.example   | false
            {"size-over": 3999}                                          | anna@clinic.example | bob@guest.example   | true
            {"size-over": 4000}                                          | anna@clinic.example | bob@guest.example   | false
            {"lexicon": {"name": "finance", "at-least": 7}}              | anna@clinic.example | bob@guest.example   | true
            {"lexicon": {"name": "identity-numbers", "at-least": 1}}     | anna@clinic.example | bob@guest.example   | false
            {"unscannable": true}                                        | anna@clinic.example | bob@guest.example   | true
            {"scan-incomplete": true}                                    | anna@clinic.example | bob@guest.example   | false
            {"all": [{"always": true}, {"size-over": 1}]}                | anna@clinic.example | bob@guest.example   | true
            {"all": [{"always": true}, {"size-over": 9999}]}             | anna@clinic.example | bob@guest.example   | false
            {"any": [{"size-over": 9999}, {"always": true}]}             | anna@clinic.example | bob@guest.example   | true
            {"any": [{"size-over": 9999}, {"scan-incomplete": true}]}    | anna@clinic.example | bob@guest.example   | false
            """)
    void aConditionHoldsOrNot(String condition, String from, String recipient, boolean holds) {
        Policy policy = policy("{\"rules\": [{\"id\": \"r\", \"when\": " + condition
                + ", \"then\": {\"reject\": \"No\"}}], \"otherwise\": {\"deliver\": [\"portal\"]}}");
        var given = assessment(
                from,
                recipient,
                "Subject: the quarter's numbers; X-Class: level-3",
                findings("finance 7, unscannable"),
                4_000);

        assertThat(new PolicyEvaluator(policy).decide(given))
                .singleElement()
                .extracting(PolicyEvaluatorTest::words)
                .isEqualTo(holds ? "550 No by r" : "portal by otherwise");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"deliver": ["portal"]}                                       | portal by r
            {"deliver": ["verified-tls", "portal"]}                       | verified-tls or portal by r
            {"deliver": ["portal", "verified-tls"]}                       | portal or verified-tls by r
            {"deliver": ["verified-tls-to-partners", "verified-tls", "portal"]} | verified-tls or portal by r
            {"deliver": ["opportunistic-tls"]}                            | opportunistic-tls by r
            {"reject": "Not by mail"}                                     | 550 Not by mail by r
            {"defer": "Later"}                                            | 451 Later by r
            {"quarantine-days": 30}                                       | quarantine 30 by r
            """)
    void anOutcomeBecomesADecision(String outcome, String decision) {
        Policy policy = policy("{\"rules\": [{\"id\": \"r\", \"when\": {\"always\": true}, \"then\": " + outcome
                + "}], \"otherwise\": {\"deliver\": [\"portal\"]}}");

        assertThat(new PolicyEvaluator(policy)
                        .decide(assessment("anna@clinic.example", "bob@guest.example", "", List.of(), 1)))
                .singleElement()
                .extracting(PolicyEvaluatorTest::words)
                .isEqualTo(decision);
    }

    @Test
    void everyRecipientIsDecidedForItselfInTheOrderOfTheEnvelope() {
        var given = assessment(
                "anna@clinic.example",
                "bob@guest.example,carl@clinic.example,dora@partner.example",
                "Subject: [secure] x",
                List.of(),
                1);

        assertThat(new PolicyEvaluator(DEFAULT.withVersion(7)).decide(given))
                .extracting(PolicyEvaluatorTest::words)
                .containsExactly(
                        "portal by author-asks",
                        "opportunistic-tls by own-domain",
                        "verified-tls or portal by author-asks");
    }

    @Test
    void thePlanSaysWhatWasTakenAndWhyTheRestWasNot() {
        var given = assessment("anna@clinic.example", "bob@guest.example", "Subject: x", findings("health 12"), 1);

        DeliveryPlan plan = new PolicyEvaluator(DEFAULT).explain(given);

        assertThat(plan.recipients()).singleElement().satisfies(one -> {
            assertThat(one.because()).isEqualTo("word list health scores 12, 10 asked for");
            assertThat(one.rulesNotTaken())
                    .containsExactly(
                            new DeliveryPlan.NotTaken(
                                    "own-domain",
                                    "the mail is outbound, not inbound; the mail is outbound, not internal"),
                            new DeliveryPlan.NotTaken(
                                    "author-asks",
                                    "no [secure] or [sicher] in the subject; no header field X-Chancery-Protect: yes;"
                                            + " no header field Sensitivity: company-confidential;"
                                            + " no header field Sensitivity: private"),
                            new DeliveryPlan.NotTaken("scan-incomplete", "an earlier rule applies"));
            assertThat(one.methodsRefused())
                    .containsExactly(new DeliveryPlan.NotTaken(
                            "verified-tls-to-partners", "guest.example is not one of the policy's tls-partners"));
        });
    }

    @Test
    void tenThousandRecipientsAreDecidedInTime() {
        String all = IntStream.range(0, 10_000)
                .mapToObj(i -> "r" + i + "@d" + i + ".example")
                .collect(Collectors.joining(","));
        var given = assessment("anna@clinic.example", all, "Subject: " + "x".repeat(100_000), List.of(), 1);

        long begun = System.nanoTime();
        var decided = new PolicyEvaluator(DEFAULT).decide(given);

        assertThat(decided).hasSize(10_000);
        assertThat(System.nanoTime() - begun).as("nanoseconds").isLessThan(2_000_000_000L);
    }

    @Test
    void aGlobThatInvitesBacktrackingEndsInTime() {
        var glob = new Glob("*a".repeat(90) + "b");

        long begun = System.nanoTime();
        assertThat(glob.matches("a".repeat(100_000))).isFalse();

        assertThat(System.nanoTime() - begun).as("nanoseconds").isLessThan(2_000_000_000L);
    }
}
