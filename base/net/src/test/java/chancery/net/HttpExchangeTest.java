package chancery.net;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.SyntaxException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire is tested where it is used: by the fetchers of policies and of revocation lists. */
class HttpExchangeTest {
    @ParameterizedTest
    @ValueSource(strings = {"/a b", "/a\r\nX: y", "/\u00e9", "/\0"})
    void noTargetBecomesAHeaderField(String target) {
        var exchange = new HttpExchange(Optional.empty(), _ -> true);
        var request = new HttpExchange.Request("a.example", 1, target, "", Optional.empty());
        assertThatThrownBy(() ->
                        exchange.ask(request, List.of(InetAddress.getLoopbackAddress()), System.nanoTime() + 1, 10))
                .isInstanceOf(SyntaxException.class);
    }
}
