package chancery.admin;

import chancery.tenancy.Tenant;
import java.time.Instant;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Customers of the installation. */
@RestController
@RequestMapping("/api/v1/tenants")
final class TenantController {
    private final Admin admin;
    private final TenantNames names;

    record TenantView(String id, String name, Instant createdAt) {
        static TenantView of(Tenant tenant) {
            return new TenantView(tenant.id().toString(), tenant.name(), tenant.createdAt());
        }
    }

    TenantController(Admin admin) {
        this.admin = admin;
        this.names = new TenantNames(admin.tenancy());
    }

    @GetMapping
    List<TenantView> list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return names.listed(caller, Optional.empty()).stream()
                .map(TenantView::of)
                .toList();
    }

    @GetMapping("/{tenant}")
    TenantView show(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable("tenant") String tenant) {
        return TenantView.of(names.one(caller, tenant));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    TenantView add(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody byte[] body) {
        TenantNames.requireOperator(caller);
        String name = Body.of(body, "name").required("name");
        names.requireUnused(name);
        return TenantView.of(Answers.done(admin.directory().changes().createTenant(caller.name(), name)));
    }

    @DeleteMapping("/{tenant}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable("tenant") String tenant) {
        TenantNames.requireOperator(caller);
        Tenant meant = names.one(caller, tenant);
        Answers.done(admin.directory().changes().deleteTenant(caller.name(), meant.id()));
    }
}
