package chancery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageStoryTest {
    @Test
    void aLifeIsToldInOrder() {
        String told = MessageStory.of(ApiCommand.JSON.readTree("""
                {"mail": {"id": "m1", "from": "a@clinic.example", "to": ["b@x.example", "\\"front desk\\"@x.example",
                   "d@x.example", "e@x.example"], "size": 5545, "state": "done", "open": 0, "delivered": 4, "failed": 0},
                 "queue": [],
                 "life": [
                  {"at": "2026-11-25T22:57:36.484200Z", "event": "mail.received",
                   "detail": {"origin": "relay-host", "recipients": "4", "sender": "a@clinic.example"}},
                  {"at": "2026-11-25T22:57:36.499934Z", "event": "mail.decided",
                   "detail": {"alternatives": "portal", "decision": "deliver", "method": "verified-tls",
                     "explanation": "Always protected.", "policy": "1", "rule": "by-domain", "reason": "rule",
                     "recipients": "b@x.example \\"front desk\\"@x.example d@x.example e@x.example"}},
                  {"at": "2026-11-26T01:02:03.000001Z", "event": "portal.opened",
                   "detail": {"proof": "mailed-code", "recipient": "b@x.example"}}]}
                """));
        assertThat(told).isEqualTo("""
                Mail m1
                  from a@clinic.example to b@x.example, "front desk"@x.example and 2 more
                  5545 octets; done: 4 delivered, 0 failed, 0 open in the queue

                2026-11-25 (UTC)
                22:57:36.484  received for 4 recipients
                              origin relay-host; sender a@clinic.example
                22:57:36.499  decided: verified-tls, else portal (rule by-domain, policy version 1): b@x.example, "front desk"@x.example and 2 more
                              Always protected.

                2026-11-26 (UTC)
                01:02:03.000  opened by the recipient: b@x.example
                              proof mailed-code""");
    }

    @Test
    void aMailWhoseLineIsGoneIsToldFromTheAudit() {
        assertThat(MessageStory.of(ApiCommand.JSON.readTree(
                        "{\"queue\": [], \"life\": [{\"at\": \"x\", \"event\": \"mail.new\", \"detail\": {}}]}")))
                .contains("finished long ago", "x  mail.new");
    }
}
