package chancery.mailauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chancery.mail.SyntaxException;
import chancery.mailauth.AuthenticationResults.Method;
import chancery.mailauth.AuthenticationResults.Property;
import chancery.mime.HeaderEditor;
import chancery.mime.MessageParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticationResultsTest {
    private static final Property FROM = new Property("smtp", "mailfrom", "example.net");

    // the examples of RFC 8601 §B
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "B.2 nothing done|example.org 1; none|example.org ",
                "B.3|example.com; spf=pass smtp.mailfrom=example.net|example.com spf=pass(smtp.mailfrom=example.net)",
                "B.4|example.com; auth=pass (cram-md5) smtp.auth=sender@example.net; spf=pass smtp.mailfrom=example.net|"
                        + "example.com auth=pass(smtp.auth=sender@example.net) spf=pass(smtp.mailfrom=example.net)",
                "B.5|example.com; sender-id=fail header.from=example.com; dkim=pass (good signature) header.d=example.com|"
                        + "example.com sender-id=fail(header.from=example.com) dkim=pass(header.d=example.com)",
                "B.6|example.net; dkim=pass (good signature) header.i=@newyork.example.com|"
                        + "example.net dkim=pass(header.i=@newyork.example.com)",
                "B.6 reason|example.com; dkim=pass reason=\"good signature\" header.i=@mail-router.example.net|"
                        + "example.com dkim=pass[good signature](header.i=@mail-router.example.net)",
                "B.7 comments everywhere|foo.example.net (foobar) 1 (baz); dkim (Because I like it) / 1 (One yay) = "
                        + "(wait for it) fail policy (A dot can go here) . (like that) expired (this surprised me) = "
                        + "(as I wasn't expecting it) 1362471462|foo.example.net dkim=fail(policy.expired=1362471462)",
                "last semicolon|a.example; spf=none;|a.example spf=none()",
                "quoted id|\"a b\"; none|a b ",
                "upper case|A.example; SPF=Pass SMTP.MailFrom=x|A.example spf=pass(smtp.mailfrom=x)",
                "quoted local-part|a.example; spf=pass smtp.mailfrom=\"a b\"@c.example|"
                        + "a.example spf=pass(smtp.mailfrom=a b@c.example)",
            })
    void read(String name, String value, String expected) throws SyntaxException {
        var results = AuthenticationResults.parse(value);
        var text = new StringBuilder(results.authservId()).append(' ');
        for (Method m : results.results()) {
            text.append(text.toString().endsWith(" ") ? "" : " ")
                    .append(m.method())
                    .append('=')
                    .append(m.result());
            text.append(m.reason().isEmpty() ? "" : "[" + m.reason() + "]").append('(');
            m.properties().forEach(p -> text.append(p.type() + "." + p.name() + "=" + p.value()));
            text.append(')');
        }
        assertThat(text.toString())
                .as(name)
                .isEqualTo(expected == null ? "" : text.toString().endsWith(" ") ? expected + " " : expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|0",
                "a.example|9",
                "a.example;|10",
                "a.example 2; none|11",
                "a.example; spf|14",
                "a.example; spf=|15",
                "a.example; spf=pass x|21",
                "a.example; spf=pass x.y|23",
                "a.example; none; spf=pass|20",
                "a.example; (|12",
            })
    void aFaultHasAPlace(String value, int position) {
        assertThatThrownBy(() -> AuthenticationResults.parse(value))
                .isInstanceOfSatisfying(
                        SyntaxException.class, e -> assertThat(e.position()).isEqualTo(position));
    }

    @Test
    void writtenAndReadAgain() throws SyntaxException {
        var results = new AuthenticationResults(
                "mx.a.example",
                List.of(
                        new Method("spf", "softfail", "say \"why\" \\ not; (now)", List.of(FROM)),
                        new Method("dkim", "none", "", List.of()),
                        new Method(
                                "dmarc",
                                "fail",
                                "",
                                List.of(
                                        new Property("header", "from", "b\u00fccher.example"),
                                        new Property("policy", "dmarc", "reject")))));
        String written = results.write();
        assertThat(written)
                .startsWith("Authentication-Results: mx.a.example;\r\n\tspf=softfail")
                .endsWith("\r\n");
        assertThat(written.lines()).allMatch(l -> l.length() <= 90);
        assertThat(AuthenticationResults.parse(written.substring(23).replace("\r\n", "")))
                .isEqualTo(results);
        assertThat(new AuthenticationResults("a.example", List.of()).write())
                .isEqualTo("Authentication-Results: a.example; none\r\n");
    }

    @Test
    void aValueCannotEndTheField() throws SyntaxException {
        var results = new AuthenticationResults(
                "a.example",
                List.of(new Method(
                        "spf",
                        "pass",
                        "x\r\nBcc: all@b.example",
                        List.of(new Property("smtp", "helo", "a;dmarc=pass")))));
        String written = results.write();
        assertThat(written.lines().filter(l -> !l.startsWith("\t"))).hasSize(1);
        assertThat(AuthenticationResults.parse(written.substring(23).replace("\r\n", ""))
                        .results())
                .hasSize(1);
    }

    @Test
    void forgedFieldsAreTakenAway() throws Exception {
        String message = "Authentication-Results: mx.a.example; dmarc=pass\r\n"
                + "Authentication-Results: MX.A.Example 1; dmarc=pass\r\n"
                + "Authentication-Results: other.mx.a.example; dmarc=pass\r\n"
                + "Authentication-Results: (c)\r\n \"mx.a.example\"; dmarc=pass\r\n"
                + "Authentication-Results: mx.a.example dmarc=pass\r\n"
                + "Authentication-Results: b.example; dmarc=pass\r\n"
                + "Authentication-Results: notmx.a.example; spf=fail\r\n"
                + "From: a@b.example\r\n\r\ntext\r\n";
        var header =
                MessageParser.parse(message.getBytes(StandardCharsets.US_ASCII)).header();
        var editor = HeaderEditor.of(header);
        AuthenticationResults.removeForged(editor, List.of("mx.a.example"));
        assertThat(new String(editor.headerOctets(), StandardCharsets.US_ASCII))
                .isEqualTo("Authentication-Results: b.example; dmarc=pass\r\n"
                        + "Authentication-Results: notmx.a.example; spf=fail\r\n"
                        + "From: a@b.example\r\n\r\n");
    }

    @net.jqwik.api.Property(tries = 300)
    void whateverIsWrittenCanBeRead(@ForAll("words") String value, @ForAll("words") String reason)
            throws SyntaxException {
        var results = new AuthenticationResults(
                "a.example", List.of(new Method("spf", "pass", reason, List.of(new Property("smtp", "helo", value)))));
        assertThat(AuthenticationResults.parse(results.write().substring(23).replace("\r\n", "")))
                .isEqualTo(results);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings()
                .withChars("ab \"\\;()=@.\u00e4")
                .ofMinLength(1)
                .ofMaxLength(120);
    }
}
