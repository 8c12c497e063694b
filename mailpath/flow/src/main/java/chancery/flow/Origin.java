package chancery.flow;

import chancery.mail.EmailAddress;
import chancery.mail.TenantId;
import java.util.Optional;

/** Who handed the mail in, as proven on the connection or by the portal. Never taken from the mail itself. */
public sealed interface Origin {
    /** A person of a tenant who authenticated (RFC 4954). */
    record Account(TenantId tenant, EmailAddress address) implements Origin {}

    /** A mail server of a tenant, known by its network address and the domain of the reverse-path. */
    record RelayHost(TenantId tenant) implements Origin {}

    /** A guest's reply from the portal of a tenant. */
    record Portal(TenantId tenant) implements Origin {}

    /** Anyone else: mail is taken for the tenants' own domains only. */
    record Outside() implements Origin {}

    /** The tenant whose policy applies; for {@link Outside} it follows from each recipient. */
    default Optional<TenantId> sendingTenant() {
        return switch (this) {
            case Account account -> Optional.of(account.tenant());
            case RelayHost relay -> Optional.of(relay.tenant());
            case Portal portal -> Optional.of(portal.tenant());
            case Outside outside -> Optional.empty();
        };
    }

    /** True when the sender is one of the tenant's own, so that a refusal after acceptance may be told by DSN. */
    default boolean ownSender() {
        return switch (this) {
            case Account account -> true;
            case RelayHost relay -> true;
            case Portal portal -> false;
            case Outside outside -> false;
        };
    }

    /** The word used in audit records. */
    default String word() {
        return switch (this) {
            case Account account -> "submission";
            case RelayHost relay -> "relay-host";
            case Portal portal -> "portal";
            case Outside outside -> "outside";
        };
    }
}
