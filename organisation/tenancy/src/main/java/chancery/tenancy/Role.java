package chancery.tenancy;

/** What an account may do beyond sending mail. */
public enum Role {
    USER,
    /** May change what belongs to its tenant. */
    ADMINISTRATOR
}
