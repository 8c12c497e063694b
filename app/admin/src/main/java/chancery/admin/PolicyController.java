package chancery.admin;

import chancery.mail.TenantId;
import chancery.policy.CurrentPolicy;
import chancery.policy.Policy;
import chancery.policy.PolicyReader;
import chancery.policy.PolicyReading;
import chancery.policy.PolicyVersion;
import chancery.policy.PolicyWriter;
import chancery.tenancy.Tenant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Policies; the tenant is the id. Every change publishes a new version, and an older one can be published again. A
 * request that names the version it is based on is refused when another was published meanwhile.
 */
@RestController
@RequestMapping("/api/v1/policies")
final class PolicyController {
    private static final Pattern CAPITAL = Pattern.compile("([A-Z])");

    private final Admin admin;
    private final TenantNames names;
    private final Planner planner;

    record PolicySummary(String tenant, String name, long version, int rules, int portalDays) {}

    record VersionView(long version, String publishedAt, String by, String note) {
        static VersionView of(PolicyVersion version) {
            return new VersionView(version.version(), version.publishedAt().toString(), version.by(), version.note());
        }
    }

    PolicyController(Admin admin) {
        this.admin = admin;
        this.names = new TenantNames(admin.tenancy());
        this.planner = new Planner(admin);
    }

    @GetMapping
    List<PolicySummary> list(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestParam("tenant") Optional<String> tenant) {
        return names.listed(caller, tenant).stream().map(this::summary).toList();
    }

    @GetMapping("/{tenant}")
    JsonNode show(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable("tenant") String tenant) {
        return json(admin.policies().current(names.one(caller, tenant).id()).policy());
    }

    /** The policy itself with {@code tenant} and {@code note} beside its keys, or below the key {@code policy}. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    JsonNode publish(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody byte[] octets) {
        ObjectNode body = Body.of(octets).object();
        Optional<String> named = text(body, "tenant");
        String note = text(body, "note").orElse("");
        JsonNode policy = body.has("policy") ? body.get("policy") : body;
        return publish(caller, names.meant(caller, named), read(policy), note);
    }

    /** Replaces some keys of the policy in force; {@code portalDays} is read as {@code portal-days}. */
    @PatchMapping("/{tenant}")
    JsonNode change(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable("tenant") String tenant,
            @RequestBody byte[] octets) {
        Tenant meant = names.one(caller, tenant);
        ObjectNode changes = Body.of(octets).object();
        String note = text(changes, "note").orElse("");
        ObjectNode policy =
                (ObjectNode) json(admin.policies().current(meant.id()).policy());
        for (var change : changes.properties()) {
            policy.set(dashed(change.getKey()), change.getValue());
        }
        return publish(caller, meant, read(policy), note);
    }

    @GetMapping("/{tenant}/versions")
    List<VersionView> versions(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable("tenant") String tenant) {
        return admin.policies().versions(names.one(caller, tenant).id()).stream()
                .map(VersionView::of)
                .toList();
    }

    @GetMapping("/{tenant}/versions/{version}")
    JsonNode version(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable("tenant") String tenant,
            @PathVariable("version") long version) {
        return admin.policies()
                .version(names.one(caller, tenant).id(), version)
                .map(PolicyController::json)
                .orElseThrow(() -> ProblemException.missing("There is no version " + version + "."));
    }

    /** Puts an older version in force again. */
    @PostMapping("/{tenant}/versions/{version}/publish")
    @ResponseStatus(HttpStatus.CREATED)
    JsonNode publishAgain(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable("tenant") String tenant,
            @PathVariable("version") long version) {
        TenantId id = names.one(caller, tenant).id();
        return json(Answers.done(admin.policies().publishAgain(caller.name(), id, version)));
    }

    /** What a policy would decide that is not in force. */
    @PostMapping("/{tenant}/test")
    List<Planner.PlanView> test(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable("tenant") String tenant,
            @RequestBody byte[] octets) {
        TenantId id = names.one(caller, tenant).id();
        Body body = Body.of(octets, "policy", "from", "to", "subject", "content");
        JsonNode json = body.object().get("policy");
        if (json == null) {
            throw ProblemException.invalid("\"policy\" is missing.");
        }
        CurrentPolicy candidate = CurrentPolicy.of(read(json));
        Function<TenantId, CurrentPolicy> rules =
                owner -> owner.equals(id) ? candidate : admin.policies().current(owner);
        return planner.plan(caller, body, rules);
    }

    private JsonNode publish(Caller caller, Tenant tenant, Policy policy, String note) {
        return json(Answers.done(admin.policies().publish(caller.name(), tenant.id(), policy, note)));
    }

    private PolicySummary summary(Tenant tenant) {
        Policy policy = admin.policies().current(tenant.id()).policy();
        return new PolicySummary(
                tenant.id().toString(),
                tenant.name(),
                policy.version(),
                policy.rules().size(),
                policy.portalDays());
    }

    private static Policy read(JsonNode json) {
        return switch (PolicyReader.read(json.toString())) {
            case PolicyReading.Read read -> read.policy();
            case PolicyReading.Refused refused ->
                throw ProblemException.invalid(
                        "The policy has mistakes; nothing was changed. First: "
                                + refused.mistakes().getFirst(),
                        refused.mistakes().stream().map(Object::toString).toList());
        };
    }

    private static JsonNode json(Policy policy) {
        return Body.JSON.readTree(PolicyWriter.write(policy));
    }

    /** Takes a text out of the object. */
    private static Optional<String> text(ObjectNode body, String key) {
        JsonNode value = body.remove(key);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(value.stringValueOpt()
                .orElseThrow(() -> ProblemException.invalid("\"" + key + "\" must be a string.")));
    }

    private static String dashed(String key) {
        return CAPITAL.matcher(key).replaceAll(c -> "-" + c.group(1).toLowerCase(Locale.ROOT));
    }
}
