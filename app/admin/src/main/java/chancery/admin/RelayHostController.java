package chancery.admin;

import chancery.mail.SyntaxException;
import chancery.mail.TenantId;
import chancery.tenancy.NetworkRange;
import chancery.tenancy.Tenant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Networks whose mail is a tenant's without sign-in. The id is the range with a - for the slash, behind the tenant. */
@RestController
@RequestMapping("/api/v1/relay-hosts")
final class RelayHostController {
    private static final int UUID_LENGTH = 36;

    private final Admin admin;
    private final TenantNames names;

    record RelayHostView(String id, String tenant, String network) {
        static RelayHostView of(TenantId tenant, NetworkRange range) {
            return new RelayHostView(
                    tenant + "-" + range.toString().replace('/', '-'), tenant.toString(), range.toString());
        }
    }

    RelayHostController(Admin admin) {
        this.admin = admin;
        this.names = new TenantNames(admin.tenancy());
    }

    @GetMapping
    List<RelayHostView> list(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestParam("tenant") Optional<String> tenant) {
        return names.listed(caller, tenant).stream()
                .flatMap(t -> admin.tenancy().relayHosts(t.id()).stream().map(r -> RelayHostView.of(t.id(), r)))
                .toList();
    }

    @GetMapping("/{id}")
    RelayHostView show(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable("id") String id) {
        return list(caller, Optional.empty()).stream()
                .filter(view -> view.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ProblemException.missing("There is no relay host " + id + "."));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    RelayHostView add(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody byte[] octets) {
        Body body = Body.of(octets, "tenant", "network");
        Tenant tenant = names.meant(caller, body.optional("tenant"));
        NetworkRange range = range(body.required("network"));
        return RelayHostView.of(
                tenant.id(), Answers.done(admin.directory().changes().addRelayHost(caller.name(), tenant.id(), range)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable("id") String id) {
        boolean whole = id.length() > UUID_LENGTH + 1;
        Optional<String> named = whole ? Optional.of(id.substring(0, UUID_LENGTH)) : Optional.empty();
        Tenant tenant = names.meant(caller, named);
        NetworkRange range = range((whole ? id.substring(UUID_LENGTH + 1) : id).replace('-', '/'));
        Answers.done(admin.directory().changes().removeRelayHost(caller.name(), tenant.id(), range));
    }

    private static NetworkRange range(String text) {
        try {
            return NetworkRange.parse(text.strip());
        } catch (SyntaxException e) {
            throw ProblemException.invalid("\"" + text + "\" is no network: " + e.getMessage() + ".");
        }
    }
}
