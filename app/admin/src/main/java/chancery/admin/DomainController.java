package chancery.admin;

import chancery.mail.EmailAddress;
import chancery.tenancy.MailDomain;
import chancery.tenancy.Tenant;
import java.util.List;
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

/** Mail domains of a tenant; the domain itself is the id. */
@RestController
@RequestMapping("/api/v1/domains")
final class DomainController {
    private final Admin admin;
    private final TenantNames names;

    record DomainView(String domain, String tenant, String mailServer, String portalName, String noticeSender) {
        static DomainView of(MailDomain domain) {
            boolean v6 = domain.serverHost().contains(":");
            String host = v6 ? "[" + domain.serverHost() + "]" : domain.serverHost();
            return new DomainView(
                    domain.domain(),
                    domain.tenant().toString(),
                    host + ":" + domain.serverPort(),
                    domain.portalName(),
                    domain.noticeSender().toString());
        }
    }

    DomainController(Admin admin) {
        this.admin = admin;
        this.names = new TenantNames(admin.tenancy());
    }

    @GetMapping
    List<DomainView> list(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestParam("tenant") Optional<String> tenant) {
        return names.listed(caller, tenant).stream()
                .flatMap(t -> admin.tenancy().domains(t.id()).stream())
                .map(DomainView::of)
                .toList();
    }

    @GetMapping("/{domain}")
    DomainView show(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable("domain") String domain) {
        return DomainView.of(existing(caller, domain));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    DomainView add(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody byte[] octets) {
        Body body = Body.of(octets, "tenant", "domain", "mailServer", "portalName", "noticeSender");
        Tenant tenant = names.meant(caller, body.optional("tenant"));
        String domain = canonical(body.required("domain"));
        var wanted = new Wanted(
                body.required("mailServer"),
                body.optional("portalName").orElse(tenant.name()),
                body.optional("noticeSender").orElse("no-reply@" + domain));
        MailDomain added = wanted.of(tenant, domain);
        return DomainView.of(Answers.done(admin.directory().changes().addDomain(caller.name(), added)));
    }

    @PatchMapping("/{domain}")
    DomainView change(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable("domain") String domain,
            @RequestBody byte[] octets) {
        Body body = Body.of(octets, "mailServer", "portalName", "noticeSender");
        MailDomain before = existing(caller, domain);
        DomainView view = DomainView.of(before);
        var wanted = new Wanted(
                body.optional("mailServer").orElse(view.mailServer()),
                body.optional("portalName").orElse(view.portalName()),
                body.optional("noticeSender").orElse(view.noticeSender()));
        Tenant tenant = names.one(caller, before.tenant().toString());
        MailDomain changed = wanted.of(tenant, before.domain());
        return DomainView.of(Answers.done(admin.directory().changes().changeDomain(caller.name(), changed)));
    }

    @DeleteMapping("/{domain}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable("domain") String domain) {
        MailDomain before = existing(caller, domain);
        Answers.done(admin.directory().changes().removeDomain(caller.name(), before.tenant(), before.domain()));
    }

    private MailDomain existing(Caller caller, String text) {
        String what = "There is no domain " + text + ".";
        MailDomain domain =
                admin.tenancy().mailDomain(canonical(text)).orElseThrow(() -> ProblemException.missing(what));
        names.requireVisible(caller, domain.tenant(), what);
        return domain;
    }

    private static String canonical(String domain) {
        EmailAddress probe = Body.address("postmaster@" + domain.strip());
        if (probe.domain().startsWith("[")) {
            throw ProblemException.invalid("\"" + domain + "\" is no domain name.");
        }
        return probe.domain();
    }

    /** The changeable part of a domain, as written. */
    private record Wanted(String mailServer, String portalName, String noticeSender) {
        MailDomain of(Tenant tenant, String domain) {
            int colon = mailServer.endsWith("]") ? -1 : mailServer.lastIndexOf(':');
            String host = colon < 0 ? mailServer : mailServer.substring(0, colon);
            String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
            try {
                int port = colon < 0 ? 25 : Integer.parseInt(mailServer.substring(colon + 1));
                return new MailDomain(tenant.id(), domain, bare, port, portalName, Body.address(noticeSender));
            } catch (NumberFormatException e) {
                throw ProblemException.invalid(
                        "\"mailServer\" is written host:port, for example mail.clinic.example:25.");
            } catch (IllegalArgumentException e) {
                throw ProblemException.invalid(e.getMessage() + ".");
            }
        }
    }
}
