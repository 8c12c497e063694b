package chancery.store;

/**
 * One SQL statement with named parameters ({@code :tenant}). Each module with tables lists its statements in one enum,
 * so that a generated test can run every one of them as the wrong tenant.
 */
public interface Statement {
    /** Plain PostgreSQL. A statement of scope {@link Scope#TENANT} compares or inserts {@code tenant_id = :tenant}. */
    String sql();

    /** Whose rows it may touch. */
    default Scope scope() {
        return Scope.TENANT;
    }
}
