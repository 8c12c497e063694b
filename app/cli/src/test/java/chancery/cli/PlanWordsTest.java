package chancery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanWordsTest {
    @Test
    void whatHappensComesBeforeWhatDoesNot() {
        assertThat(PlanWords.of(ApiCommand.JSON.readTree("""
                [{"recipient": "b@x.example", "decision": "verified-tls", "alternatives": ["portal"], "rule": "health",
                  "because": "word list health scores 12, 10 asked for", "explanation": "Health is protected.",
                  "tenant": "t", "policyVersion": 3, "notTaken": ["own-domain: the mail is outbound", "all: later"],
                  "refused": ["opportunistic-tls: less than the rule asks for"]},
                 {"recipient": "c@x.example", "decision": "verified-tls", "alternatives": ["portal"], "rule": "health",
                  "because": "word list health scores 12, 10 asked for", "explanation": "Health is protected.",
                  "tenant": "t", "policyVersion": 3, "notTaken": ["own-domain: the mail is outbound", "all: later"],
                  "refused": ["opportunistic-tls: less than the rule asks for"]},
                 {"recipient": "d@y.example", "decision": "opportunistic-tls", "alternatives": [], "rule": "otherwise",
                  "because": "no rule of the policy applies", "explanation": "", "tenant": "t", "policyVersion": 3,
                  "notTaken": [], "refused": []}]
                """))).isEqualTo("""
                b@x.example, c@x.example: verified-tls, else portal
                  Health is protected.
                  because word list health scores 12, 10 asked for (rule health, policy version 3)
                  other rules:
                    own-domain  the mail is outbound
                    all         later
                  other methods:
                    opportunistic-tls  less than the rule asks for

                d@y.example: opportunistic-tls
                  because no rule of the policy applies (rule otherwise, policy version 3)""");
    }
}
