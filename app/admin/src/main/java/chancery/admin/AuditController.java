package chancery.admin;

import chancery.audit.Verification;
import chancery.mail.TenantId;
import chancery.tenancy.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Recomputes the chains of the audit. */
@RestController
@RequestMapping("/api/v1/audit")
final class AuditController {
    private final Admin admin;
    private final TenantNames names;

    /**
     * @param state intact or broken
     * @param where chain and number of the first record that is not as it was written
     */
    record VerificationView(String tenant, String state, long records, String where) {}

    AuditController(Admin admin) {
        this.admin = admin;
        this.names = new TenantNames(admin.tenancy());
    }

    /** Without a tenant: all that the caller may see, and for the operator the installation's own records too. */
    @GetMapping("/verify")
    List<VerificationView> verify(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestParam("tenant") Optional<String> tenant) {
        var views = new ArrayList<VerificationView>();
        for (Tenant one : names.listed(caller, tenant)) {
            views.add(view(one.name(), one.id()));
        }
        if (tenant.isEmpty() && caller.isOperator()) {
            views.add(view("installation", Tenant.INSTALLATION));
        }
        return views;
    }

    private VerificationView view(String name, TenantId id) {
        return switch (admin.audit().verify(id)) {
            case Verification.Intact intact -> new VerificationView(name, "intact", intact.records(), "");
            case Verification.Broken broken ->
                new VerificationView(name, "broken", 0, broken.chain() + " " + broken.seq() + ": " + broken.why());
        };
    }
}
