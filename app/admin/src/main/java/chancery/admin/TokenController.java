package chancery.admin;

import chancery.mail.TenantId;
import chancery.tenancy.AccountChanges.NewToken;
import chancery.tenancy.ApiToken;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tokens for this API. Without a tenant, an operator's caller makes and sees those of the operator. */
@RestController
@RequestMapping("/api/v1/tokens")
final class TokenController {
    private final Admin admin;
    private final TenantNames names;

    record TokenView(String id, String tenant, String name, Instant createdAt) {
        static TokenView of(ApiToken token) {
            return new TokenView(
                    token.id().toString(),
                    token.isOperators() ? "operator" : token.tenant().toString(),
                    token.name(),
                    token.createdAt());
        }
    }

    /** The only time that the secret is shown. */
    record NewTokenView(String id, String tenant, String name, String secret) {
        @Override
        public String toString() {
            return "NewTokenView[" + id + ", withheld]";
        }
    }

    TokenController(Admin admin) {
        this.admin = admin;
        this.names = new TenantNames(admin.tenancy());
    }

    @GetMapping
    List<TokenView> list(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestParam("tenant") Optional<String> tenant) {
        return admin.tenancy().tokens(owner(caller, tenant)).stream()
                .map(TokenView::of)
                .toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    NewTokenView add(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody byte[] octets) {
        Body body = Body.of(octets, "tenant", "name");
        TenantId owner = owner(caller, body.optional("tenant"));
        NewToken made =
                Answers.done(admin.directory().accounts().createToken(caller.name(), owner, body.required("name")));
        TokenView view = TokenView.of(made.token());
        return new NewTokenView(view.id(), view.tenant(), view.name(), made.secret());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable("id") String id,
            @RequestParam("tenant") Optional<String> tenant) {
        TenantId owner = owner(caller, tenant);
        Answers.done(admin.directory().accounts().revokeToken(caller.name(), owner, TenantNames.uuid(id, "token")));
    }

    private TenantId owner(Caller caller, Optional<String> tenant) {
        if (tenant.isEmpty()) {
            return caller.tenant().orElse(Tenant.INSTALLATION);
        }
        return names.one(caller, tenant.get()).id();
    }
}
