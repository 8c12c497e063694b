package chancery.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScramExchangeTest {
    private static final byte[] SALT = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
    private static final String SERVER_NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final String CLIENT_FIRST = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO";
    private final ScramCredential credential = ScramCredential.derive("user", "pencil".toCharArray(), SALT, 4_096);

    @Test
    void followsTheExampleOfTheRfc() throws SyntaxException {
        // RFC 7677 §3
        ScramExchange exchange = ScramExchange.start(CLIENT_FIRST, SERVER_NONCE);
        assertThat(exchange.name()).isEqualTo("user");
        assertThat(exchange.serverFirst(credential))
                .isEqualTo("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        assertThat(exchange.verify(
                        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                                + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                        credential))
                .contains("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    @Test
    void aProofForAnotherPasswordDoesNotHold() throws SyntaxException {
        ScramExchange exchange = ScramExchange.start(CLIENT_FIRST, SERVER_NONCE);
        ScramCredential other = ScramCredential.derive("user", "pencils".toCharArray(), SALT, 4_096);
        exchange.serverFirst(other);
        assertThat(exchange.verify(
                        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                                + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                        other))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n",
                "n,",
                "n,,",
                "p=tls-unique,,n=user,r=x",
                "n,,n=user",
                "n,,r=x,n=user",
                "n,,n=us=er,r=x",
                "n,,n=,r=x",
                "n,,m=ext,n=user,r=x",
                "n,x,n=user,r=x",
                "n,,n=user,r="
            })
    void aMalformedFirstMessageIsRefused(String message) {
        assertThatThrownBy(() -> ScramExchange.start(message, SERVER_NONCE)).isInstanceOf(SyntaxException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "p=",
                "c=biws,r=other,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                "c=eSws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=AAAA",
                "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=%%%"
            })
    void aMalformedFinalMessageIsRefused(String message) throws SyntaxException {
        ScramExchange exchange = ScramExchange.start(CLIENT_FIRST, SERVER_NONCE);
        exchange.serverFirst(credential);
        assertThatThrownBy(() -> exchange.verify(message, credential)).isInstanceOf(SyntaxException.class);
    }

    @Test
    void anUnknownNameGetsTheSameSaltEachTimeAndLooksLikeAnyOther() {
        byte[] secret = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        ScramCredential once = ScramExchange.madeUp(secret, "ghost");
        ScramCredential again = ScramExchange.madeUp(secret, "ghost");
        assertThat(once.salt()).isEqualTo(again.salt()).hasSize(ScramCredential.USUAL_SALT_LENGTH);
        assertThat(once.iterations()).isEqualTo(ScramCredential.USUAL_ITERATIONS);
        assertThat(ScramExchange.madeUp(secret, "ghost2").salt()).isNotEqualTo(once.salt());
    }
}
