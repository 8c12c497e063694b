package chancery.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AddressListTest {

    private record Case(String name, String value, String... expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("plain", "a@b.example", "<a@b.example>"),
                new Case("name", "Joe Q. Public <joe@b.example>", "Joe Q. Public<joe@b.example>"),
                new Case(
                        "quoted",
                        "\"Doe, \\\"J\\\"\" <j@b.example>, k@b.example",
                        "Doe, \"J\"<j@b.example>",
                        "<k@b.example>"),
                new Case("comment as name", "j@b.example (John Doe)", "John Doe<j@b.example>"),
                new Case(
                        "comments everywhere",
                        "Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>",
                        "Pete<pete@silly.test>"),
                new Case(
                        "group",
                        "A Group:Ed Jones <joe@where.test>,joe@where.test;",
                        "A Group:[Ed Jones<joe@where.test>, <joe@where.test>]"),
                new Case("empty group", "Undisclosed recipients:;", "Undisclosed recipients:[]"),
                new Case("obsolete route", "<@hop.example,@two.example:a@b.example>", "<a@b.example>"),
                new Case("white space around dots", "a . b @ c . example", "<a.b@c.example>"),
                new Case("quoted local-part", "\"a b\"@c.example", "<\"a b\"@c.example>"),
                new Case("empty items", ", ,a@b.example,,", "<a@b.example>"),
                new Case("encoded name", "=?utf-8?q?J=C3=BCrgen?= <j@b.example>", "Jürgen<j@b.example>"),
                new Case(
                        "address in the name",
                        "\"ceo@clinic.example\" <x@evil.example>",
                        "ceo@clinic.example<x@evil.example>"),
                new Case("no at", "Someone", "!Someone"),
                new Case("null path", "<>", "!"),
                new Case("two addresses in one", "<a@b.example> <c@d.example>", "!<a@b.example> <c@d.example>"),
                new Case("words before the at", "john doe@b.example", "!john doe@b.example"),
                new Case("double dot", "a..b@c.example", "!a..b@c.example"),
                new Case("double dot in pieces", "a. .b @c.example", "!a. .b @c.example"),
                new Case("dot before the at", "a.@b.example", "!a.@b.example"),
                new Case("two ats", "a@b@c.example", "!a@b@c.example"),
                new Case("unclosed angle", "X <a@b.example", "X!X <a@b.example"),
                new Case("percent hack stays", "a%b.example@c.example", "<a%b.example@c.example>"),
                new Case("address literal", "a@[192.0.2.1]", "<a@[192.0.2.1]>"),
                new Case("international", "用户@例子.example", "<用户@xn--fsqu00a.example>"),
                new Case("control character", "a\u0001b@c.example", "!a\u0001b@c.example"),
                new Case("nothing", "  (only a comment) "));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsOrKeepsAsInvalid(Case c) {
        var found = AddressList.parse(c.value()).items().stream()
                .map(AddressListTest::shown)
                .toList();
        assertThat(found).isEqualTo(List.of(c.expected()));
    }

    private static String shown(AddressList.Item item) {
        return switch (item) {
            case AddressList.Group g ->
                g.displayName() + ":"
                        + g.members().stream().map(AddressListTest::shown).toList();
            case HeaderMailbox.Valid m -> m.displayName() + "<" + m.mailbox() + ">";
            case HeaderMailbox.Invalid m -> m.displayName() + "!" + m.text();
        };
    }
}
