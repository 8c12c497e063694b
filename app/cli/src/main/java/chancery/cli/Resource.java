package chancery.cli;

import java.util.List;

/** What an administrator can list, show, add, change and remove. */
enum Resource {
    TENANT("tenant", "tenants", "Customers of this installation", "name", "list show add remove", "name=clinic", ""),
    DOMAIN(
            "domain",
            "domains",
            "Mail domains of a tenant",
            "domain",
            "list show add change remove",
            "tenant=clinic domain=clinic.example mail-server=192.0.2.7:25",
            "clinic.example mail-server=192.0.2.8:25"),
    RELAY_HOST(
            "relay-host",
            "relay-hosts",
            "Hosts whose mail is a tenant's without sign-in",
            "id",
            "list show add remove",
            "tenant=clinic network=192.0.2.0/28",
            ""),
    ACCOUNT(
            "account",
            "accounts",
            "People who may submit mail",
            "address",
            "list show add change remove",
            "address=ada@clinic.example password=@FILE",
            "ada@clinic.example password=@FILE"),
    ROUTE(
            "route",
            "routes",
            "Where mail for a domain goes; set by outbound.routes and by each domain's mail-server",
            "domain",
            "list",
            "",
            ""),
    POLICY(
            "policy",
            "policies",
            "Rules that decide how mail travels; each change is a new version",
            "tenant",
            "list show add versions publish",
            "tenant=clinic --file policy.json",
            ""),
    TOKEN("token", "tokens", "Tokens for this API", "id", "list add remove", "tenant=clinic name=console", "");

    private final String word;
    private final String path;
    private final String what;
    private final String named;
    private final String actions;
    private final String added;
    private final String changed;

    Resource(String word, String path, String what, String named, String actions, String added, String changed) {
        this.word = word;
        this.path = path;
        this.what = what;
        this.named = named;
        this.actions = actions;
        this.added = added;
        this.changed = changed;
    }

    /** As typed. */
    String word() {
        return word;
    }

    /** Below /api/v1/. */
    String path() {
        return path;
    }

    /** Of one of them, which may be typed alone or as the field that names it: {@code clinic}, {@code name=clinic}. */
    String path(String id) {
        return path + "/" + ApiClient.encode(id.startsWith(named + "=") ? id.substring(named.length() + 1) : id);
    }

    String what() {
        return what;
    }

    /** What the API can do with them. */
    List<String> actions() {
        return List.of(actions.split(" "));
    }

    /** The field that a lone word is taken for when one is added; empty when the gateway itself gives the name. */
    String named() {
        return named.equals("id") ? "" : named;
    }

    /** What could be typed behind the resource's word; empty when nothing can be sent so. */
    String example(Sending sending) {
        var fields = switch (sending) {
            case ADD -> added;
            case CHANGE -> changed;
        };
        return fields.isEmpty() ? "" : sending.word() + " " + fields;
    }
}
