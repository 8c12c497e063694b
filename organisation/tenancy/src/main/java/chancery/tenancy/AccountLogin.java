package chancery.tenancy;

import chancery.mail.EmailAddress;
import chancery.mail.SyntaxException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/**
 * Verifies passwords. An unknown account takes the time of a known one. Failures are counted; who fails too often
 * waits, even with the right password.
 */
public final class AccountLogin {
    private final Tenancy tenancy;
    private final LoginGuard guard;
    private final ScramSecret nobody;
    /** Deriving keys is slow on purpose: it may take every core, and no more threads than that. */
    private final Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors());

    /** @param random a cryptographically strong one */
    public AccountLogin(Tenancy tenancy, InstantSource clock, RandomGenerator random) {
        this.tenancy = tenancy;
        this.guard = new LoginGuard(clock);
        this.nobody = ScramSecret.of(Long.toString(random.nextLong()), random);
    }

    /** Verifies a password in the clear (RFC 4616 §2); the caller saw to TLS. */
    public LoginResult verifyPlain(String name, String password, InetAddress client) {
        Optional<EmailAddress> address = address(name);
        String key = address.map(EmailAddress::lookupKey).orElse(name);
        var wait = guard.wait(key, client);
        if (wait.isPresent()) {
            return new LoginResult.TooManyFailures(wait.get());
        }
        Optional<Account> account = address.flatMap(tenancy::account);
        boolean verified = verifies(account.map(Account::secret).orElse(nobody), password);
        if (account.isPresent() && verified) {
            guard.succeeded(key, client);
            return new LoginResult.Accepted(account.get());
        }
        guard.failed(key, client);
        return new LoginResult.Refused();
    }

    /**
     * The account for a SCRAM exchange, empty when unknown or when the client failed too often. The caller carries on
     * with made-up values for an empty answer and reports the end by {@link #exchangeEnded}.
     */
    public Optional<Account> beginExchange(String name, InetAddress client) {
        Optional<EmailAddress> address = address(name);
        String key = address.map(EmailAddress::lookupKey).orElse(name);
        return guard.wait(key, client).isPresent() ? Optional.empty() : address.flatMap(tenancy::account);
    }

    /** Counts the end of an exchange. */
    public void exchangeEnded(String name, InetAddress client, boolean accepted) {
        String key = address(name).map(EmailAddress::lookupKey).orElse(name);
        if (accepted) {
            guard.succeeded(key, client);
        } else {
            guard.failed(key, client);
        }
    }

    private boolean verifies(ScramSecret secret, String password) {
        cores.acquireUninterruptibly();
        try {
            return secret.verifies(password);
        } finally {
            cores.release();
        }
    }

    private static Optional<EmailAddress> address(String name) {
        try {
            return Optional.of(EmailAddress.parse(name));
        } catch (SyntaxException e) {
            return Optional.empty();
        }
    }
}
