package chancery.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import chancery.config.HostPort;
import chancery.net.DnsSecurity;
import chancery.net.FakeDns;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@NullMarked
class NextHopSelectionTest {
    private record Case(String name, String domain, Consumer<FakeDns> zone, String expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "lower preference first",
                        "a.example",
                        z -> z.mx("a.example", 20, "b.a.example").mx("a.example", 10, "z.a.example"),
                        "z.a.example b.a.example"),
                new Case(
                        "no MX: the domain itself", "a.example", z -> z.address("a.example", "192.0.2.1"), "a.example"),
                new Case("null MX", "a.example", z -> z.nullMx("a.example"), "556 5.1.10"),
                new Case(
                        "null MX beside a real one is ignored",
                        "a.example",
                        z -> z.nullMx("a.example").mx("a.example", 10, "mx.a.example"),
                        "mx.a.example"),
                new Case("no such domain", "a.example", z -> {}, "550 5.1.2"),
                new Case("DNS in trouble", "a.example", z -> z.fails("a.example", "timeout"), "451 4.4.3"),
                new Case(
                        "we are the backup: only better hosts",
                        "a.example",
                        z -> z.mx("a.example", 10, "mx.a.example")
                                .mx("a.example", 20, "OWN.example")
                                .mx("a.example", 20, "same.a.example")
                                .mx("a.example", 30, "worse.a.example"),
                        "mx.a.example"),
                new Case(
                        "we are the best",
                        "a.example",
                        z -> z.mx("a.example", 10, "own.example").mx("a.example", 20, "worse.a.example"),
                        "554 5.4.6"),
                new Case(
                        "we are the domain, without MX",
                        "own.example",
                        z -> z.address("own.example", "::1"),
                        "554 5.4.6"),
                new Case("IPv4 literal", "[192.0.2.7]", z -> {}, "192.0.2.7"),
                new Case("IPv6 literal", "[IPv6:2001:db8::7]", z -> {}, "2001:db8::7"));
    }

    private static NextHopSelection over(FakeDns dns, int seed) {
        return new NextHopSelection(dns, "own.example", 25, new Random(seed));
    }

    private static String words(NextHops hops) {
        return switch (hops) {
            case NextHops.None n -> n.reply().code() + " " + n.reply().status();
            case NextHops.Found f ->
                String.join(" ", f.hops().stream().map(NextHop::host).toList());
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void hopsAndTheirOrder(Case each) {
        var dns = new FakeDns();
        each.zone().accept(dns);
        assertThat(words(over(dns, 1).select(each.domain(), new Route.MxLookup())))
                .isEqualTo(each.expected());
    }

    @Test
    void equalsAreShuffled() {
        var dns = new FakeDns();
        for (String host : List.of("a", "b", "c")) {
            dns.mx("x.example", 10, host + ".x.example");
        }
        dns.mx("x.example", 5, "first.x.example");
        Set<String> orders = new HashSet<>();
        var selection = over(dns, 1);
        for (int i = 0; i < 50; i++) {
            orders.add(words(selection.select("x.example", new Route.MxLookup())));
        }
        assertThat(orders).hasSizeGreaterThan(3).allMatch(o -> o.startsWith("first.x.example "));
    }

    @ParameterizedTest(name = "{0} goes to {1}")
    @CsvSource({
        "a.example, exact:25",
        "sub.a.example, below:26",
        "deep.sub.a.example, below:26",
        "b.example, any:27",
        "other.test, any:27"
    })
    void theNearestRouteWins(String domain, String expected) {
        var table = new RouteTable(Map.of(
                "A.example", new HostPort("exact", 25),
                "*.a.example", new HostPort("below", 26),
                "*", new HostPort("any", 27)));
        assertThat(table.routeFor(domain))
                .isInstanceOfSatisfying(
                        Route.Smarthost.class,
                        s -> assertThat(s.host() + ":" + s.port()).isEqualTo(expected));
    }

    @Test
    void withoutARouteMxIsAsked() {
        assertThat(new RouteTable(Map.of()).routeFor("a.example")).isEqualTo(new Route.MxLookup());
    }

    @ParameterizedTest(name = "{0} {1} configured {2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a.example | mx.a.example  | false | UNKNOWN  | a.example mx.a.example",
                "a.example | mx.evil.test  | false | UNKNOWN  | a.example",
                "a.example | mx.evil.test  | false | INSECURE | a.example",
                "a.example | mx.hoster.net | false | SECURE   | a.example mx.hoster.net",
                "a.example | relay.net     | true  | SECURE   | a.example relay.net .a.example",
                "a.example | xa.example    | false | UNKNOWN  | a.example",
                "[192.0.2.1] | 192.0.2.1   | false | SECURE   | 192.0.2.1"
            })
    void namesThatProveAHop(String domain, String host, boolean configured, DnsSecurity named, String expected) {
        assertThat(new NextHop(domain, host, 25, configured, named).provingNames())
                .containsExactlyInAnyOrder(expected.split(" "));
    }
}
