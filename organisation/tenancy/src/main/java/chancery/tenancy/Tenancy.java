package chancery.tenancy;

import chancery.mail.EmailAddress;
import chancery.mail.TenantId;
import chancery.store.Database;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * What belongs to whom. Answers may be up to {@link #FRESHNESS} old when another node made the change. Safe for many
 * threads; a look-up that is not kept costs one round trip to the database and throws FaultException when it fails.
 */
public final class Tenancy {
    /** How long an answer may be kept. */
    public static final Duration FRESHNESS = Duration.ofSeconds(5);

    private static final int KEPT_ANSWERS = 20_000;
    private static final String ALL = "";

    private final Database database;
    private final TimedCache<String, Optional<MailDomain>> domains;
    private final TimedCache<String, Optional<Account>> accounts;
    private final TimedCache<String, List<TenancyRows.Relay>> relays;

    public Tenancy(Database database, InstantSource clock) {
        this.database = database;
        this.domains = new TimedCache<>(clock, FRESHNESS, KEPT_ANSWERS);
        this.accounts = new TimedCache<>(clock, FRESHNESS, KEPT_ANSWERS);
        this.relays = new TimedCache<>(clock, FRESHNESS, 1);
    }

    /** The tenant that owns the domain; {@code domain} as {@link EmailAddress} keeps it. */
    public Optional<TenantId> tenantOfDomain(String domain) {
        return mailDomain(domain).map(MailDomain::tenant);
    }

    public Optional<MailDomain> mailDomain(String domain) {
        return domains.get(
                domain, wanted -> first(TenancyStatement.FIND_DOMAIN, Map.of("domain", wanted), TenancyRows.DOMAIN));
    }

    /** The account of that address, local-part without regard to case. */
    public Optional<Account> account(EmailAddress address) {
        return accounts.get(
                address.lookupKey(),
                wanted -> first(TenancyStatement.FIND_ACCOUNT, Map.of("address", wanted), TenancyRows.ACCOUNT));
    }

    /** The tenant whose relay host the client is and to whom the domain of the reverse-path belongs. */
    public Optional<TenantId> tenantForRelay(InetAddress client, String senderDomain) {
        return tenantOfDomain(senderDomain).filter(tenantsOfRelay(client)::contains);
    }

    /** For the null reverse-path: the only tenant whose relay host the client is; empty when it serves several. */
    public Optional<TenantId> tenantForRelay(InetAddress client) {
        Set<TenantId> tenants = tenantsOfRelay(client);
        return tenants.size() == 1 ? Optional.of(tenants.iterator().next()) : Optional.empty();
    }

    /** Every tenant that named the client as a relay host. */
    public Set<TenantId> tenantsOfRelay(InetAddress client) {
        var tenants = new LinkedHashSet<TenantId>();
        for (TenancyRows.Relay relay : relays.get(ALL, all -> allRelays())) {
            if (relay.range().contains(client)) {
                tenants.add(relay.tenant());
            }
        }
        return tenants;
    }

    public List<Tenant> tenants() {
        return database.asOperator(
                handle -> TenancyRows.select(handle, TenancyStatement.SELECT_TENANTS, Map.of(), TenancyRows.TENANT));
    }

    public Optional<Tenant> tenant(TenantId id) {
        return own(id, TenancyStatement.SELECT_TENANT, TenancyRows.TENANT).stream()
                .findFirst();
    }

    public List<MailDomain> domains(TenantId tenant) {
        return own(tenant, TenancyStatement.SELECT_DOMAINS, TenancyRows.DOMAIN);
    }

    public List<NetworkRange> relayHosts(TenantId tenant) {
        return own(tenant, TenancyStatement.SELECT_RELAYS, TenancyRows.RELAY).stream()
                .map(TenancyRows.Relay::range)
                .toList();
    }

    public List<Account> accounts(TenantId tenant) {
        return own(tenant, TenancyStatement.SELECT_ACCOUNTS, TenancyRows.ACCOUNT);
    }

    public List<ApiToken> tokens(TenantId tenant) {
        return own(tenant, TenancyStatement.SELECT_TOKENS, TenancyRows.TOKEN);
    }

    /** Forgets every kept answer, after a change on this node. */
    void forget() {
        domains.clear();
        accounts.clear();
        relays.clear();
    }

    private List<TenancyRows.Relay> allRelays() {
        return database.asOperator(
                handle -> TenancyRows.select(handle, TenancyStatement.FIND_RELAYS, Map.of(), TenancyRows.RELAY));
    }

    private <T> List<T> own(TenantId tenant, TenancyStatement statement, RowMapper<T> mapper) {
        return database.inTenant(
                tenant, handle -> TenancyRows.select(handle, statement, Map.of("tenant", tenant.value()), mapper));
    }

    private <T> Optional<T> first(TenancyStatement statement, Map<String, ?> values, RowMapper<T> mapper) {
        return database.asOperator(handle -> TenancyRows.select(handle, statement, values, mapper)).stream()
                .findFirst();
    }
}
