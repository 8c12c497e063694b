package chancery.tenancy;

import chancery.mail.EmailAddress;
import chancery.mail.FaultException;
import chancery.mail.TenantId;
import chancery.store.Database;
import chancery.store.TransactionWork;
import chancery.store.Uuid7;
import chancery.tenancy.Change.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Changes who may get in: accounts with their passwords, and tokens for the REST API. Audited like all changes. */
public final class AccountChanges {
    private static final int LEAST_PASSWORD = 8;
    private static final int LONGEST_PASSWORD = 1_000;
    private static final int SECRET_OCTETS = 32;
    private static final String TOKEN_PREFIX = "chancery_";

    /**
     * @param secret shown once; only its hash is kept
     */
    public record NewToken(ApiToken token, String secret) {
        @Override
        public String toString() {
            return "NewToken[" + token + ", withheld]";
        }
    }

    private final Database database;
    private final Tenancy tenancy;
    private final ChangeAudit audit;
    private final Clock clock;
    private final RandomGenerator random;

    /** @param random a cryptographically strong one */
    public AccountChanges(Database database, Tenancy tenancy, ChangeAudit audit, Clock clock, RandomGenerator random) {
        this.database = database;
        this.tenancy = tenancy;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
    }

    /** Creates an account in one of the tenant's domains. */
    public Change<Account> createAccount(
            String actor, TenantId tenant, EmailAddress address, String password, Role role) {
        Optional<String> objection = objection(password);
        if (objection.isPresent()) {
            return Change.refused(Refusal.INVALID, objection.get());
        }
        var account = new Account(tenant, address, role, ScramSecret.of(password, random));
        return changing(tenant, handle -> {
            if (!TenancyChanges.owns(handle, tenant, address.domain())) {
                return Change.refused(
                        Refusal.INVALID,
                        address.domain() + " is not a domain of the tenant: add it first, or choose another address.");
            }
            Map<String, Object> values = values(account);
            values.put("role", role.name());
            values.put("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
            if (TenancyRows.change(handle, TenancyStatement.INSERT_ACCOUNT, values) == 0) {
                return Change.refused(Refusal.TAKEN, "There is already an account " + address + ".");
            }
            audit.record(
                    handle,
                    tenant,
                    actor,
                    "account-created",
                    Map.of("account", address.lookupKey(), "role", role.name()));
            return new Change.Done<>(account);
        });
    }

    public Change<EmailAddress> changePassword(String actor, TenantId tenant, EmailAddress address, String password) {
        Optional<String> objection = objection(password);
        if (objection.isPresent()) {
            return Change.refused(Refusal.INVALID, objection.get());
        }
        var account = new Account(tenant, address, Role.USER, ScramSecret.of(password, random));
        return changing(tenant, handle -> {
            if (TenancyRows.change(handle, TenancyStatement.UPDATE_ACCOUNT, values(account)) == 0) {
                return unknown(address);
            }
            audit.record(handle, tenant, actor, "account-password-changed", Map.of("account", address.lookupKey()));
            return new Change.Done<>(address);
        });
    }

    public Change<EmailAddress> removeAccount(String actor, TenantId tenant, EmailAddress address) {
        return changing(tenant, handle -> {
            Map<String, ?> values = Map.of("tenant", tenant.value(), "address", address.lookupKey());
            if (TenancyRows.change(handle, TenancyStatement.DELETE_ACCOUNT, values) == 0) {
                return unknown(address);
            }
            audit.record(handle, tenant, actor, "account-removed", Map.of("account", address.lookupKey()));
            return new Change.Done<>(address);
        });
    }

    /** Creates a token; {@link Tenant#INSTALLATION} as tenant makes it the operator's. */
    public Change<NewToken> createToken(String actor, TenantId tenant, String name) {
        if (name.isBlank() || name.length() > 100 || name.chars().anyMatch(c -> c < ' ')) {
            return Change.refused(Refusal.INVALID, "The name of a token has 1 to 100 characters in one line.");
        }
        byte[] octets = new byte[SECRET_OCTETS];
        random.nextBytes(octets);
        String secret = TOKEN_PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        var token = new ApiToken(tenant, Uuid7.next(clock), name.strip(), clock.instant());
        return changing(tenant, handle -> {
            if (!tenant.equals(Tenant.INSTALLATION) && !TenancyChanges.exists(handle, tenant)) {
                return Change.refused(Refusal.UNKNOWN, "There is no such tenant.");
            }
            Map<String, ?> values = Map.of(
                    "tenant", tenant.value(),
                    "id", token.id(),
                    "name", token.name(),
                    "hash", hash(secret),
                    "now", OffsetDateTime.ofInstant(token.createdAt(), ZoneOffset.UTC));
            TenancyRows.change(handle, TenancyStatement.INSERT_TOKEN, values);
            audit.record(
                    handle,
                    tenant,
                    actor,
                    "token-created",
                    Map.of("token", token.id().toString(), "name", token.name()));
            return new Change.Done<>(new NewToken(token, secret));
        });
    }

    public Change<UUID> revokeToken(String actor, TenantId tenant, UUID id) {
        return changing(tenant, handle -> {
            Map<String, ?> values = Map.of("tenant", tenant.value(), "id", id);
            if (TenancyRows.change(handle, TenancyStatement.DELETE_TOKEN, values) == 0) {
                return Change.refused(Refusal.UNKNOWN, "There is no such token.");
            }
            audit.record(handle, tenant, actor, "token-revoked", Map.of("token", id.toString()));
            return new Change.Done<>(id);
        });
    }

    /** The token with that secret. Found by its hash, so that the time it takes says nothing about any secret. */
    public Optional<ApiToken> tokenOf(String secret) {
        Map<String, ?> values = Map.of("hash", hash(secret));
        return database
                .asOperator(
                        handle -> TenancyRows.select(handle, TenancyStatement.FIND_TOKEN, values, TenancyRows.TOKEN))
                .stream()
                .findFirst();
    }

    private <T> Change<T> changing(TenantId tenant, TransactionWork<Change<T>> work) {
        try {
            return database.inTenant(tenant, work);
        } finally {
            tenancy.forget();
        }
    }

    private static <T> Change<T> unknown(EmailAddress address) {
        return Change.refused(Refusal.UNKNOWN, "The tenant has no account " + address + ".");
    }

    private static Optional<String> objection(String password) {
        if (password.length() < LEAST_PASSWORD || password.length() > LONGEST_PASSWORD) {
            return Optional.of("A password has " + LEAST_PASSWORD + " to " + LONGEST_PASSWORD + " characters.");
        }
        return password.chars().anyMatch(Character::isISOControl)
                ? Optional.of("A password has no control characters.")
                : Optional.empty();
    }

    private static Map<String, Object> values(Account account) {
        ScramSecret secret = account.secret();
        return new HashMap<>(Map.of(
                "tenant", account.tenant().value(),
                "address", account.address().lookupKey(),
                "salt", secret.salt(),
                "iterations", secret.iterations(),
                "stored", secret.storedKey(),
                "server", secret.serverKey()));
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new FaultException(TenancyError.CRYPTOGRAPHY_MISSING, e);
        }
    }
}
