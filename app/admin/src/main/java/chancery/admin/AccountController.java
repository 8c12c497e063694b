package chancery.admin;

import chancery.mail.EmailAddress;
import chancery.tenancy.Account;
import chancery.tenancy.Role;
import chancery.tenancy.Tenant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
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

/** People who may submit mail; the address is the id. A password goes in and never comes out. */
@RestController
@RequestMapping("/api/v1/accounts")
final class AccountController {
    private final Admin admin;
    private final TenantNames names;

    record AccountView(String address, String tenant, String role) {
        static AccountView of(Account account) {
            return new AccountView(
                    account.address().toString(),
                    account.tenant().toString(),
                    account.role().name().toLowerCase(Locale.ROOT));
        }
    }

    AccountController(Admin admin) {
        this.admin = admin;
        this.names = new TenantNames(admin.tenancy());
    }

    @GetMapping
    List<AccountView> list(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestParam("tenant") Optional<String> tenant) {
        return names.listed(caller, tenant).stream()
                .flatMap(t -> admin.tenancy().accounts(t.id()).stream())
                .map(AccountView::of)
                .toList();
    }

    @GetMapping("/{address}")
    AccountView show(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable("address") String address) {
        return AccountView.of(existing(caller, address));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    AccountView add(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody byte[] octets) {
        Body body = Body.of(octets, "tenant", "address", "password", "role");
        EmailAddress address = Body.address(body.required("address"));
        Tenant tenant = names.meant(caller, body.optional("tenant").or(() -> owner(address)));
        Role role = role(body.optional("role").orElse("user"));
        return AccountView.of(Answers.done(admin.directory()
                .accounts()
                .createAccount(caller.name(), tenant.id(), address, body.required("password"), role)));
    }

    @PatchMapping("/{address}")
    AccountView changePassword(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable("address") String address,
            @RequestBody byte[] octets) {
        String password = Body.of(octets, "password").required("password");
        Account account = existing(caller, address);
        Answers.done(admin.directory()
                .accounts()
                .changePassword(caller.name(), account.tenant(), account.address(), password));
        return AccountView.of(account);
    }

    @DeleteMapping("/{address}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable("address") String address) {
        Account account = existing(caller, address);
        Answers.done(admin.directory().accounts().removeAccount(caller.name(), account.tenant(), account.address()));
    }

    private Optional<String> owner(EmailAddress address) {
        return admin.tenancy().tenantOfDomain(address.domain()).map(Object::toString);
    }

    private Account existing(Caller caller, String address) {
        String what = "There is no account " + address + ".";
        Account account =
                admin.tenancy().account(Body.address(address)).orElseThrow(() -> ProblemException.missing(what));
        names.requireVisible(caller, account.tenant(), what);
        return account;
    }

    private static Role role(String word) {
        for (Role role : Role.values()) {
            if (role.name().equalsIgnoreCase(word)) {
                return role;
            }
        }
        throw ProblemException.invalid("\"role\" is user or administrator.");
    }
}
