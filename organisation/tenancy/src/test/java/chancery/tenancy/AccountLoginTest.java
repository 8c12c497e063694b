package chancery.tenancy;

import static chancery.tenancy.TenancyFixture.address;
import static chancery.tenancy.TenancyFixture.done;
import static chancery.tenancy.TenancyFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import chancery.mail.TenantId;
import chancery.tenancy.Change.Refusal;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountLoginTest {
    private static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.7");
    private static final InetAddress OTHER_CLIENT = InetAddress.ofLiteral("198.51.100.9");

    private final TenancyFixture fixture = new TenancyFixture();
    private final AccountLogin login = new AccountLogin(fixture.tenancy, fixture.clock, new SecureRandom());
    private final TenantId clinic = fixture.tenant("Clinic");

    @BeforeEach
    void account() {
        fixture.domain(clinic, "clinic.example");
        done(fixture.accounts.createAccount(
                "test", clinic, address("Anna@clinic.example"), "correct horse", Role.USER));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void theRightPasswordIsAcceptedWhateverTheCaseOfTheAddress() {
        assertThat(login.verifyPlain("anna@CLINIC.example", "correct horse", CLIENT))
                .isInstanceOfSatisfying(
                        LoginResult.Accepted.class,
                        accepted -> assertThat(accepted.account().tenant()).isEqualTo(clinic));
    }

    @Test
    void wrongPasswordUnknownAccountAndNonsenseAreRefusedAlike() {
        assertThat(login.verifyPlain("anna@clinic.example", "Correct horse", CLIENT))
                .isEqualTo(new LoginResult.Refused());
        assertThat(login.verifyPlain("anna@clinic.example", "", CLIENT)).isEqualTo(new LoginResult.Refused());
        assertThat(login.verifyPlain("nobody@clinic.example", "correct horse", CLIENT))
                .isEqualTo(new LoginResult.Refused());
        assertThat(login.verifyPlain("\u0000", "correct horse", CLIENT)).isEqualTo(new LoginResult.Refused());
    }

    @Test
    void whoFailsTooOftenWaitsEvenWithTheRightPassword() {
        for (int i = 0; i < 8; i++) {
            login.exchangeEnded("anna@clinic.example", CLIENT, false);
        }

        assertThat(login.verifyPlain("anna@clinic.example", "correct horse", CLIENT))
                .isEqualTo(new LoginResult.TooManyFailures(Duration.ofMinutes(10)));
        assertThat(login.beginExchange("anna@clinic.example", CLIENT)).isEmpty();
        assertThat(login.verifyPlain("anna@clinic.example", "correct horse", OTHER_CLIENT))
                .as("the owner elsewhere is not shut out")
                .isInstanceOf(LoginResult.Accepted.class);
        fixture.clock.advance(Duration.ofMinutes(10));
        assertThat(login.verifyPlain("anna@clinic.example", "correct horse", CLIENT))
                .isInstanceOf(LoginResult.Accepted.class);
    }

    @Test
    void aClientThatTriesManyAccountsWaitsForAll() {
        for (int i = 0; i < 40; i++) {
            login.exchangeEnded("user" + i + "@clinic.example", CLIENT, false);
        }

        assertThat(login.verifyPlain("anna@clinic.example", "correct horse", CLIENT))
                .isInstanceOf(LoginResult.TooManyFailures.class);
    }

    @Test
    void aNewPasswordReplacesTheOld() {
        done(fixture.accounts.changePassword("test", clinic, address("anna@clinic.example"), "battery staple"));

        assertThat(login.verifyPlain("anna@clinic.example", "correct horse", CLIENT))
                .isEqualTo(new LoginResult.Refused());
        assertThat(login.verifyPlain("anna@clinic.example", "battery staple", CLIENT))
                .isInstanceOf(LoginResult.Accepted.class);
    }

    @Test
    void passwordsThatDifferOnlyInUnicodeFormAreTheSame() {
        done(fixture.accounts.changePassword(
                "test", clinic, address("anna@clinic.example"), "Schl\u00fcssel gro\u00df"));

        assertThat(login.verifyPlain("anna@clinic.example", "Schlu\u0308ssel\u00a0gro\u00df", CLIENT))
                .isInstanceOf(LoginResult.Accepted.class);
    }

    @Test
    void anAccountMustBeInADomainOfItsTenantAndIsThereOnce() {
        TenantId other = fixture.tenant("Other");
        var accounts = fixture.accounts;

        assertThat(refusal(
                        accounts.createAccount("test", other, address("eve@clinic.example"), "long enough", Role.USER)))
                .isEqualTo(Refusal.INVALID);
        assertThat(refusal(accounts.createAccount(
                        "test", clinic, address("ANNA@clinic.example"), "long enough", Role.USER)))
                .isEqualTo(Refusal.TAKEN);
        assertThat(refusal(accounts.createAccount("test", clinic, address("b@clinic.example"), "short", Role.USER)))
                .isEqualTo(Refusal.INVALID);
        assertThat(refusal(accounts.changePassword("test", other, address("anna@clinic.example"), "long enough")))
                .isEqualTo(Refusal.UNKNOWN);
        assertThat(refusal(accounts.removeAccount("test", other, address("anna@clinic.example"))))
                .isEqualTo(Refusal.UNKNOWN);
        assertThat(refusal(fixture.changes.removeDomain("test", clinic, "clinic.example")))
                .isEqualTo(Refusal.IN_USE);
    }

    @Test
    void aTokenIsFoundByItsSecretUntilItIsRevoked() {
        var created = done(fixture.accounts.createToken("test", Tenant.INSTALLATION, "setup"));

        assertThat(created.toString()).doesNotContain(created.secret());
        assertThat(fixture.accounts.tokenOf(created.secret()).map(ApiToken::id))
                .contains(created.token().id());
        assertThat(fixture.accounts.tokenOf(created.secret() + "x")).isEmpty();
        assertThat(refusal(fixture.accounts.revokeToken(
                        "test", clinic, created.token().id())))
                .isEqualTo(Refusal.UNKNOWN);
        done(fixture.accounts.revokeToken(
                "test", Tenant.INSTALLATION, created.token().id()));
        assertThat(fixture.accounts.tokenOf(created.secret())).isEmpty();
    }

    @Test
    void theKeysAreThoseOfTheStandard() {
        // RFC 5802 §3 with SHA-256, computed by another implementation
        var parse = HexFormat.of();
        var secret = new ScramSecret(
                parse.parseHex("000102030405060708090a0b0c0d0e0f"),
                65_536,
                parse.parseHex("c32f262ca889fdd3e78494f324d3987ce305efc76f52a6a6175c4dc9c02e7f4f"),
                parse.parseHex("3de468066644e385e536eed824250c69e89470270243086245731ba6edf9df73"));

        assertThat(secret.verifies("pencil")).isTrue();
        assertThat(secret.verifies("Pencil")).isFalse();
        assertThat(secret.toString()).isEqualTo("ScramSecret[withheld]");
    }
}
