package chancery.cli;

/** What an administrator can list, show, add, change and remove. */
enum Resource {
    TENANT("tenant", "tenants", "customers of this installation"),
    DOMAIN("domain", "domains", "mail domains of a tenant"),
    RELAY_HOST("relay-host", "relay-hosts", "hosts whose mail is a tenant's without sign-in"),
    ACCOUNT("account", "accounts", "people who may submit mail"),
    ROUTE("route", "routes", "where mail for a domain goes"),
    POLICY("policy", "policies", "rules that decide how mail travels");

    private final String word;
    private final String path;
    private final String what;

    Resource(String word, String path, String what) {
        this.word = word;
        this.path = path;
        this.what = what;
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
}
