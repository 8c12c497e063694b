package chancery.inbound;

import chancery.mail.EmailAddress;
import chancery.mail.TenantId;
import chancery.smtp.AuthOutcome;
import chancery.smtp.PlainCredentials;
import chancery.smtp.ScramCredential;
import chancery.tenancy.Account;
import chancery.tenancy.AccountLogin;
import chancery.tenancy.LoginResult;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Authentication in one connection. Remembers the account, so that the session's later steps need no look-up. */
final class Login {
    /** Who authenticated. */
    record Person(TenantId tenant, EmailAddress address) {}

    private final AccountLogin accounts;
    private final InetAddress client;
    private Optional<Person> candidate = Optional.empty();
    private Optional<String> exchange = Optional.empty();

    Login(AccountLogin accounts, InetAddress client) {
        this.accounts = accounts;
        this.client = client;
    }

    AuthOutcome plain(PlainCredentials credentials) {
        boolean actsForAnother = !credentials.authorization().isEmpty()
                && !credentials.authorization().equals(credentials.name());
        var password = new String(credentials.password(), StandardCharsets.UTF_8);
        LoginResult result = accounts.verifyPlain(credentials.name(), password, client);
        return switch (result) {
            case LoginResult.Accepted accepted
            when !actsForAnother -> {
                candidate = Optional.of(person(accepted.account()));
                yield new AuthOutcome.Accepted(accepted.account().address().toString());
            }
            case LoginResult.Accepted accepted -> new AuthOutcome.Rejected();
            case LoginResult.Refused refused -> new AuthOutcome.Rejected();
            case LoginResult.TooManyFailures tooMany -> new AuthOutcome.Unavailable();
        };
    }

    Optional<ScramCredential> scram(String name) {
        exchange = Optional.of(name);
        return accounts.beginExchange(name, client).map(account -> {
            candidate = Optional.of(person(account));
            var secret = account.secret();
            return new ScramCredential(
                    account.address().toString(),
                    secret.salt(),
                    secret.iterations(),
                    secret.storedKey(),
                    secret.serverKey());
        });
    }

    void failed() {
        candidate = Optional.empty();
        exchange.ifPresent(name -> accounts.exchangeEnded(name, client, false));
        exchange = Optional.empty();
    }

    /** The account, once the session says that its identity is proven. */
    Optional<Person> person(Optional<String> identity) {
        if (identity.isEmpty()) {
            return Optional.empty();
        }
        exchange.ifPresent(name -> accounts.exchangeEnded(name, client, true));
        exchange = Optional.empty();
        return candidate.filter(p -> p.address().toString().equals(identity.get()));
    }

    private static Person person(Account account) {
        return new Person(account.tenant(), account.address());
    }
}
