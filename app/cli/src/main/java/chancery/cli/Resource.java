package chancery.cli;

/** What an administrator can list, show, add, change and remove. */
enum Resource {
    TENANT("tenant", "tenants", "Customers of this installation", "name=clinic"),
    DOMAIN(
            "domain",
            "domains",
            "Mail domains of a tenant",
            "tenant=clinic domain=clinic.example mail-server=192.0.2.7:25"),
    RELAY_HOST(
            "relay-host",
            "relay-hosts",
            "Hosts whose mail is a tenant's without sign-in",
            "tenant=clinic network=192.0.2.0/28"),
    ACCOUNT("account", "accounts", "People who may submit mail", "address=ada@clinic.example password=@FILE"),
    ROUTE(
            "route",
            "routes",
            "Where mail for a domain goes; set by outbound.routes and by each domain's mail-server",
            ""),
    POLICY(
            "policy",
            "policies",
            "Rules that decide how mail travels; each change is a new version",
            "tenant=clinic --file policy.json"),
    TOKEN("token", "tokens", "Tokens for this API", "tenant=clinic name=console");

    private final String word;
    private final String path;
    private final String what;
    private final String example;

    Resource(String word, String path, String what, String example) {
        this.word = word;
        this.path = path;
        this.what = what;
        this.example = example;
    }

    /** As typed. */
    String word() {
        return word;
    }

    /** Below /api/v1/. */
    String path() {
        return path;
    }

    String what() {
        return what;
    }

    /** What an added one needs, as it would be typed; empty when none can be added. */
    String example() {
        return example;
    }
}
