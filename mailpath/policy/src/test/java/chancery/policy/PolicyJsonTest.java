package chancery.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyJsonTest {
    @Test
    void theDefaultPolicyIsReadBackAsItWasWritten() {
        Policy policy = DefaultPolicy.with(
                List.of(new DomainPattern("partner.example"), new DomainPattern("*.Hospital.example")));

        assertThat(PolicyReader.read(PolicyWriter.write(policy))).isEqualTo(new PolicyReading.Read(policy));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            unknown key at the top          | {"rule": [], "rules": [], "otherwise": {"deliver": ["portal"]}}                    | unknown key "rule"; did you mean "rules"?
            unknown method                  | {"rules": [], "otherwise": {"deliver": ["verified_tls"]}}                          | otherwise.deliver[0]: unknown method "verified_tls"; did you mean "verified-tls"?
            way down from protection        | {"rules": [], "otherwise": {"deliver": ["portal", "opportunistic-tls"]}}           | otherwise.deliver: opportunistic-tls stands alone
            unprotected first               | {"rules": [], "otherwise": {"deliver": ["opportunistic-tls", "portal"]}}           | otherwise.deliver: opportunistic-tls stands alone
            nothing after partners          | {"rules": [], "otherwise": {"deliver": ["verified-tls-to-partners"]}}              | leaves recipients at other domains without a method
            no method                       | {"rules": [], "otherwise": {"deliver": []}}                                        | "deliver" needs at least one method
            no otherwise                    | {"rules": []}                                                                      | "otherwise" is missing
            two outcomes                    | {"rules": [], "otherwise": {"deliver": ["portal"], "defer": "later"}}              | otherwise: an outcome has exactly one key
            doubled key                     | {"rules": [], "rules": [], "otherwise": {"deliver": ["portal"]}}                   | not JSON: Duplicate
            something after the end         | {"rules": [], "otherwise": {"deliver": ["portal"]}} {}                             | not JSON
            not JSON at all                 | rules: []                                                                          | line 1
            portal for a year               | {"portal-days": 365, "rules": [], "otherwise": {"deliver": ["portal"]}}            | portal-days is 1 to 21
            partner is no domain            | {"tls-partners": ["a b"], "rules": [], "otherwise": {"deliver": ["portal"]}}       | tls-partners[0]: "a b" is not a domain
            """)
    void aPolicyWithAMistakeIsRefusedWithItsPlace(String name, String json, String mistake) {
        assertThat(PolicyReader.read(json))
                .isInstanceOfSatisfying(
                        PolicyReading.Refused.class,
                        refused -> assertThat(refused.mistakes().toString()).contains(mistake));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"subject-tags": ["[x]"]}                         | rules[0].when: unknown key "subject-tags"; did you mean "subject-tag"?
            {"any": [{"headr": {}}]}                          | rules[0].when.any[0]: unknown key "headr"; did you mean "header"?
            {"any": []}                                       | rules[0].when.any: "any" needs at least one entry
            {"lexicon": {"name": "helth", "at-least": 1}}     | rules[0].when.lexicon.name: unknown word list "helth"; did you mean "health"?
            {"lexicon": {"name": "health", "at-least": 0}}    | at-least is 1 or more
            {"direction": "outward"}                          | rules[0].when.direction: unknown direction "outward"
            {"always": false}                                 | true is expected
            {"size-over": "1 MB"}                             | rules[0].when.size-over: a whole number is expected
            {"size-over": 99999999999999999999}               | a whole number is expected
            {"sender": ["clinic.example"]}                    | "clinic.example" is not an address
            {"header": {"name": "X:Y", "value": "1"}}         | is not the name of a header field
            {"header": {"name": "X", "value": ""}}            | rules[0].when.header.value: a pattern has
            {"all": [{"always": true}], "any": []}            | a condition has exactly one key
            {}                                                | a condition has exactly one key
            []                                                | rules[0].when: an object is expected
            """)
    void aMistakenConditionIsRefusedWithItsPlace(String condition, String mistake) {
        String json = "{\"rules\": [{\"id\": \"r\", \"when\": " + condition
                + ", \"then\": {\"deliver\": [\"portal\"]}}], \"otherwise\": {\"deliver\": [\"portal\"]}}";

        assertThat(PolicyReader.read(json))
                .isInstanceOfSatisfying(
                        PolicyReading.Refused.class,
                        refused -> assertThat(refused.mistakes().toString()).contains(mistake));
    }

    @Test
    void allMistakesAreToldAtOnce() {
        String json = """
                {"portal-day": 3, "rules": [{"id": "Bad Id", "when": {"always": true}, "then": {"delivr": []}}],
                 "otherwise": {"deliver": ["pigeon"]}}""";

        assertThat(PolicyReader.read(json))
                .isInstanceOfSatisfying(
                        PolicyReading.Refused.class,
                        refused -> assertThat(refused.mistakes()).hasSize(3));
    }

    @Test
    void deepNestingIsRefusedAndNotFollowed() {
        String deep = "{\"not\": ".repeat(400) + "{\"always\": true}" + "}".repeat(400);
        String json = "{\"rules\": [{\"id\": \"r\", \"when\": " + deep
                + ", \"then\": {\"deliver\": [\"portal\"]}}], \"otherwise\": {\"deliver\": [\"portal\"]}}";

        assertThat(PolicyReader.read(json))
                .isInstanceOfSatisfying(
                        PolicyReading.Refused.class,
                        refused -> assertThat(refused.mistakes().toString()).contains("nested deeper"));
    }
}
