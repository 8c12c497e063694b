package chancery.store;

/** Under which database role a {@link Statement} runs. None of the roles can bypass row-level security. */
public enum Scope {
    /** One tenant, named by {@code app.tenant} for the length of the transaction. */
    TENANT("chancery_tenant"),
    /** Spool, content, key and audit rows of any tenant, so that one transaction can accept mail of several. */
    MAIL_PATH("chancery_mailpath"),
    /** Tenants, domains and routing tables of all tenants; neither contents nor keys. */
    OPERATOR("chancery_operator");

    private final String role;

    Scope(String role) {
        this.role = role;
    }

    /** The database role. */
    public String role() {
        return role;
    }
}
