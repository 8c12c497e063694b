package chancery.admin;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.admin.ApiFixture.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API over HTTP: one installation with two tenants, {@code Clinic} and {@code Law}. */
class AdminApiTest {
    private static ApiFixture api;
    private static String clinic = "";
    private static String law = "";

    @BeforeAll
    static void start() throws IOException {
        api = new ApiFixture();
        clinic = id(api.post("tenants", "{\"name\": \"Clinic\"}"));
        law = id(api.post("tenants", "{\"name\": \"Law\"}"));
        created(api.post(
                "domains",
                "{\"tenant\": \"Clinic\", \"domain\": \"clinic.example\", \"mailServer\": \"127.0.0.1:2526\"}"));
        created(api.post(
                "domains", "{\"tenant\": \"Law\", \"domain\": \"law.example\", \"mailServer\": \"mail.law.example\"}"));
    }

    @AfterAll
    static void stop() {
        api.close();
        var unseen = api.described.described();
        unseen.removeAll(api.described.answered());
        // a mail that is let go would be tried at once, and nothing can be tried in this fixture
        assertThat(unseen)
                .as("every operation was called, and answered as described")
                .isSubsetOf("POST /queue/{id}/retry", "POST /queue/{id}/hold", "POST /queue/{id}/release");
    }

    private static Answer created(Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer;
    }

    private static String id(Answer answer) {
        return created(answer).body().path("id").asString("");
    }

    @Test
    void withoutATokenNobodyComesInAndIsToldHow() {
        for (String token : new String[] {"", "wrong", api.operatorToken + "x", api.operatorToken.substring(1)}) {
            Answer answer = api.call(token, "GET", "tenants", "");

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(answer.detail()).contains("admin.token");
        }
    }

    @Test
    void theTokenFileIsForItsOwnerAloneAndStaysTheSame() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(api.tokenFile)))
                .isEqualTo("rw-------");
        assertThat(OperatorToken.in(api.tokenFile, new java.util.Random(1)).is(api.operatorToken))
                .isTrue();
    }

    @Test
    void aDomainIsAddedShownChangedAndRemoved() {
        Answer added = created(api.post(
                "domains",
                "{\"tenant\": \"" + clinic
                        + "\", \"domain\": \"B\u00fccher.example\", \"mailServer\": \"[2001:db8::1]:2526\"}"));
        assertThat(added.body().path("domain").asString("")).isEqualTo("xn--bcher-kva.example");
        assertThat(added.body().path("noticeSender").asString("")).isEqualTo("no-reply@xn--bcher-kva.example");
        assertThat(added.body().path("mailServer").asString("")).isEqualTo("[2001:db8::1]:2526");

        Answer changed = api.patch("domains/xn--bcher-kva.example", "{\"portalName\": \"Die Bibliothek\"}");
        assertThat(changed.body().path("portalName").asString("")).isEqualTo("Die Bibliothek");
        assertThat(changed.body().path("mailServer").asString("")).isEqualTo("[2001:db8::1]:2526");

        assertThat(api.delete("domains/xn--bcher-kva.example").status()).isEqualTo(204);
        assertThat(api.get("domains/xn--bcher-kva.example").status()).isEqualTo(404);
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3} {4}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST   | tenants                | {"name": ""}                                                       | 422 | name of a tenant
            POST   | tenants                | {"name": " clinic"}                                                | 409 | There is a tenant clinic already
            POST   | tenants                | {"nam": "x"}                                                       | 422 | Unknown nam; known are name
            POST   | tenants                | {"name": 5                                                         | 400 | not JSON
            POST   | tenants                | []                                                                 | 400 | must be a JSON object
            POST   | tenants                | ``                                                                 | 400 | body
            POST   | domains                | {"domain": "new.example", "mailServer": "x"}                       | 422 | say which one by "tenant"
            POST   | domains                | {"tenant": "Nobody", "domain": "new.example", "mailServer": "x"}   | 404 | There is no tenant Nobody
            POST   | domains                | {"tenant": "Law", "domain": "clinic.example", "mailServer": "x"}   | 409 | already belongs to a tenant
            POST   | domains                | {"tenant": "Law", "domain": "a b", "mailServer": "x"}              | 422 | no mail address
            POST   | domains                | {"tenant": "Law", "domain": "new.example", "mailServer": "x:y"}    | 422 | host:port
            POST   | domains                | {"tenant": "Law", "domain": "new.example", "mailServer": "x:0"}    | 422 | a port is 1 to 65535
            POST   | domains                | {"tenant": "Law", "domain": "new.example"}                         | 422 | "mailServer" is missing
            GET    | domains/nowhere.example | ``                                                                | 404 | There is no domain nowhere.example
            POST   | relay-hosts            | {"tenant": "Law", "network": "0.0.0.0/0"}                          | 422 | open relay
            POST   | relay-hosts            | {"tenant": "Law", "network": "here"}                               | 422 | an IP address expected
            POST   | accounts               | {"address": "x@clinic.example", "password": "short"}               | 422 | 8 to 1000 characters
            POST   | accounts               | {"tenant": "Law", "address": "x@clinic.example", "password": "long enough"} | 422 | not a domain of the tenant
            POST   | accounts               | {"address": "x@clinic.example", "password": "long enough", "role": "king"} | 422 | user or administrator
            DELETE | accounts/x@clinic.example | ``                                                              | 404 | There is no account
            DELETE | tenants/Clinic         | ``                                                                 | 409 | still has domains
            GET    | policies/Nobody        | ``                                                                 | 404 | There is no tenant
            GET    | policies/Law/versions/9 | ``                                                                | 404 | There is no version 9
            GET    | policies/Law/versions/x | ``                                                                | 400 | "version" has no usable value
            DELETE | policies/Law           | ``                                                                 | 404 | There is no DELETE /api/v1/policies/Law
            GET    | queue?state=waiting    | ``                                                                 | 422 | queued, held or cancelled
            GET    | queue?limit=0          | ``                                                                 | 422 | 1 to 1000
            POST   | queue/x/retry          | ``                                                                 | 404 | There is no queue entry x
            GET    | messages/00000000-0000-7000-8000-000000000000 | ``                                          | 404 | There is no mail
            POST   | plan                   | {"from": "anna@clinic.example", "to": []}                          | 422 | names no recipient
            POST   | plan                   | {"from": "a@x.example", "to": ["b@y.example"]}                     | 422 | Neither the sender nor
            POST   | plan                   | {"from": "anna", "to": ["b@y.example"]}                            | 422 | no mail address
            GET    | queue?adress=x         | ``                                                                 | 422 | Unknown adress; known are tenant, state
            GET    | routes?tenant=Clinic   | ``                                                                 | 422 | Unknown tenant; none is known here
            GET    | nothing                | ``                                                                 | 404 | openapi.json
            """)
    void aMistakeIsAProblemThatSaysWhatToDo(String method, String path, String body, int status, String detail) {
        Answer answer = api.call(api.operatorToken, method, path, body);

        assertThat(answer.body().path("status").asInt(0))
                .as(answer.body().toString())
                .isEqualTo(status);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.detail()).contains(detail);
        assertThat(answer.body().path("title").asString("")).isNotBlank();
    }

    @Test
    void relayHostsAndAccountsComeAndGo() {
        Answer relay = created(api.post("relay-hosts", "{\"tenant\": \"Clinic\", \"network\": \"192.0.2.0/24\"}"));
        String relayId = relay.body().path("id").asString("");
        assertThat(api.get("relay-hosts?tenant=Clinic").body()).hasSize(1);
        assertThat(api.get("relay-hosts/" + relayId).body().path("network").asString(""))
                .isEqualTo("192.0.2.0/24");
        assertThat(api.delete("relay-hosts/" + relayId).status()).isEqualTo(204);
        assertThat(api.get("relay-hosts?tenant=Clinic").body()).isEmpty();

        created(api.post("accounts", "{\"address\": \"anna@clinic.example\", \"password\": \"correct horse\"}"));
        assertThat(api.get("accounts?tenant=clinic").body().toString())
                .contains("anna@clinic.example")
                .doesNotContain("horse", "salt", "Key");
        assertThat(api.patch("accounts/anna@clinic.example", "{\"password\": \"battery staple\"}")
                        .status())
                .isEqualTo(200);
        assertThat(api.delete("accounts/anna@clinic.example").status()).isEqualTo(204);
    }

    @Test
    void aTokenOfATenantSeesThatTenantAlone() {
        Answer made = created(api.post("tokens", "{\"tenant\": \"Law\", \"name\": \"law desk\"}"));
        String token = made.body().path("secret").asString("");

        assertThat(api.call(token, "GET", "tenants", "").body().toString())
                .contains("Law")
                .doesNotContain("Clinic");
        for (String path : new String[] {
            "tenants/" + clinic,
            "tenants/Clinic",
            "domains/clinic.example",
            "domains?tenant=Clinic",
            "policies/" + clinic,
            "queue?tenant=" + clinic,
            "messages?tenant=Clinic",
            "audit/verify?tenant=Clinic",
            "tokens?tenant=Clinic"
        }) {
            assertThat(api.call(token, "GET", path, "").status()).as(path).isEqualTo(404);
        }
        assertThat(api.call(token, "POST", "tenants", "{\"name\": \"More\"}").status())
                .isEqualTo(403);
        assertThat(api.call(token, "DELETE", "tenants/Law", "").status()).isEqualTo(403);
        assertThat(api.call(token, "GET", "routes", "").status()).isEqualTo(403);
        assertThat(api.call(token, "PATCH", "domains/clinic.example", "{\"portalName\": \"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(api.call(token, "POST", "plan", "{\"from\": \"a@clinic.example\", \"to\": \"b@guest.example\"}")
                        .status())
                .as("another tenant's policy is not shown")
                .isEqualTo(422);
        assertThat(api.call(token, "GET", "tokens", "").body()).hasSize(1);

        String id = made.body().path("id").asString("");
        assertThat(api.delete("tokens/" + id + "?tenant=Law").status()).isEqualTo(204);
        assertThat(api.call(token, "GET", "tenants", "").status()).isEqualTo(401);
    }

    @Test
    void aPolicyIsPublishedChangedAndTakenBack() {
        JsonNode first = api.get("policies/Law").body();
        assertThat(first.path("version").asLong(-1)).isZero();

        Answer published = api.patch("policies/Law", "{\"tlsPartners\": [\"court.example\"], \"portal-days\": 7}");
        assertThat(published.body().path("version").asLong(0))
                .as(published.body().toString())
                .isEqualTo(1);
        assertThat(published.body().path("tls-partners").toString()).isEqualTo("[\"court.example\"]");

        Answer overtaken = api.post(
                "policies",
                "{\"tenant\": \"Law\", \"version\": 9, \"rules\": [], \"otherwise\": {\"deliver\": [\"portal\"]}}");
        assertThat(overtaken.status()).isEqualTo(409);

        created(
                api.post(
                        "policies",
                        "{\"tenant\": \"Law\", \"note\": \"all by portal\", \"policy\": {\"rules\": [], \"otherwise\": {\"deliver\": [\"portal\"]}}}"));
        created(api.post("policies/Law/versions/1/publish", ""));

        assertThat(api.get("policies/Law").body().path("portal-days").asInt(0)).isEqualTo(7);
        assertThat(api.get("policies/Law/versions").body()).hasSize(3);
        assertThat(api.get("policies/Law/versions/2").body().path("rules")).isEmpty();
        assertThat(api.get("policies").body()).hasSize(2);
    }

    @Test
    void allMistakesOfAPolicyAreTold() {
        Answer answer = api.post(
                "policies",
                "{\"tenant\": \"Law\", \"portal-day\": 3, \"rules\": [], \"otherwise\": {\"deliver\": [\"portal\", \"opportunistic-tls\"]}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().path("errors")).hasSize(2);
        assertThat(answer.body().path("errors").toString())
                .contains("did you mean \\\"portal-days\\\"?")
                .contains("protected mail leave in clear");
    }

    @Test
    void thePlanSaysHowAMailWouldTravelAndWhy() {
        Answer answer = api.post(
                "plan",
                "{\"from\": \"anna@clinic.example\", \"to\": [\"bob@guest.example\", \"carl@clinic.example\"],"
                        + " \"content\": \"Subject: [secure] r\u00e9sum\u00e9\\r\\n\\r\\nHello\\r\\n\"}");

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        JsonNode bob = answer.body().get(0);
        assertThat(bob.path("decision").asString("")).isEqualTo("portal");
        assertThat(bob.path("rule").asString("")).isEqualTo("author-asks");
        assertThat(bob.path("because").asString("")).contains("[secure]");
        assertThat(bob.path("refused").toString()).contains("not one of the policy's tls-partners");
        assertThat(answer.body().get(1).path("decision").asString("")).isEqualTo("opportunistic-tls");
    }

    @Test
    void thePlanReadsTheWordsOfTheMail() {
        Answer answer = api.post(
                "plan",
                "{\"from\": \"anna@clinic.example\", \"to\": \"bob@guest.example\","
                        + " \"content\": \"Subject: Anbei\\r\\nContent-Type: text/plain; charset=utf-8\\r\\n\\r\\n"
                        + "der Arztbrief und die Laborwerte\\r\\n\"}");

        assertThat(answer.body().get(0).path("rule").asString(""))
                .as(answer.body().toString())
                .isEqualTo("health");
    }

    @Test
    void aPolicyCanBeTriedBeforeItIsPublished() {
        String policy = "{\"rules\": [{\"id\": \"no\", \"when\": {\"recipient-domain\": [\"guest.example\"]},"
                + " \"then\": {\"reject\": \"Not there\"}}], \"otherwise\": {\"deliver\": [\"portal\"]}}";
        Answer answer = api.post(
                "policies/Clinic/test",
                "{\"from\": \"anna@clinic.example\", \"to\": [\"bob@guest.example\"], \"policy\": " + policy + "}");

        assertThat(answer.body().get(0).path("decision").asString("")).isEqualTo("reject: Not there");
        assertThat(api.get("policies/Clinic").body().path("rules")).isNotEmpty();
    }

    @Test
    void aHeldMailIsSeenReleasedHeldAgainAndCancelled() throws Exception {
        String mail = api.heldMail(clinic).toString();
        JsonNode entry =
                api.get("queue?tenant=Clinic&state=held&address=bob").body().get(0);
        String id = entry.path("id").asString("");
        assertThat(entry.path("mail").asString("")).isEqualTo(mail);
        assertThat(entry.path("method").asString("")).isEqualTo("verified-tls");
        assertThat(api.get("queue?tenant=Law").body()).isEmpty();

        assertThat(api.get("queue/" + id).status()).isEqualTo(200);
        assertThat(api.post("queue/" + id + "/retry", "").status()).isEqualTo(409);
        assertThat(api.delete("queue/" + id).status()).isEqualTo(204);

        Answer life = api.get("messages/" + mail);
        assertThat(life.body().path("mail").path("from").asString("")).isEqualTo("anna@clinic.example");
        assertThat(life.body().path("life").toString())
                .contains("mail.accepted")
                .contains("queue-cancelled");
        assertThat(api.get("messages?tenant=Clinic&address=BOB").body().toString())
                .contains(mail);
        assertThat(api.get("messages?tenant=Law").body()).isEmpty();
    }

    @Test
    void theAuditIsVerified() {
        Answer answer = api.get("audit/verify");

        assertThat(answer.body().toString()).contains("intact").doesNotContain("broken");
        assertThat(answer.body()).hasSize(3);
    }

    @Test
    void routesAreThoseOfTheConfiguration() {
        assertThat(api.get("routes").body().get(0).path("nextHop").asString("")).isEqualTo("192.0.2.7:25");
    }

    @Test
    void whatIsThereIsDescribedAndWhatIsDescribedIsThere() {
        Answer answer = api.call("", "GET", "openapi.json", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("openapi").asString("")).startsWith("3.1");
        var described = new TreeSet<String>();
        for (var path : answer.body().path("paths").properties()) {
            for (String method : path.getValue().propertyNames()) {
                described.add(method.toUpperCase(java.util.Locale.ROOT) + " /api/v1" + path.getKey());
            }
        }
        var there = new TreeSet<String>();
        var mappings = api.context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        mappings.getHandlerMethods().forEach((info, method) -> {
            for (String pattern : info.getPatternValues()) {
                info.getMethodsCondition().getMethods().stream()
                        .filter(verb -> pattern.startsWith("/api/v1/"))
                        .forEach(verb -> there.add(verb + " " + pattern));
            }
        });

        assertThat(described).isEqualTo(there);
    }

    @Test
    void everyReferenceInTheDescriptionHasItsTarget() throws IOException {
        JsonNode description = JsonMapper.builder().build().readTree(ApiDescription.json());

        for (JsonNode reference : description.findValues("$ref")) {
            String pointer = reference.asString("").substring(1);
            assertThat(description.at(pointer).isMissingNode()).as(pointer).isFalse();
        }
        Iterator<String> ids = description.findValues("operationId").stream()
                .map(node -> node.asString(""))
                .sorted()
                .iterator();
        assertThat(ids).toIterable().doesNotHaveDuplicates();
    }

    @Test
    void whatNoOtherTestAsksForAnswersToo() {
        String temporary = id(api.post("tenants", "{\"name\": \"Temporary\"}"));
        assertThat(api.get("tenants/" + temporary).body().path("name").asString(""))
                .isEqualTo("Temporary");
        assertThat(api.delete("tenants/" + temporary).status()).isEqualTo(204);
        assertThat(api.get("domains").body()).isNotEmpty();
        assertThat(api.get("domains/law.example").status()).isEqualTo(200);
        created(api.post("accounts", "{\"address\": \"zoe@law.example\", \"password\": \"long enough\"}"));
        assertThat(api.get("accounts/zoe@law.example").status()).isEqualTo(200);
        assertThat(api.get("tokens").status()).isEqualTo(200);
    }
}
