package chancery.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The whole main job over real sockets: SMTP in, policy, TLS or portal, SMTP out, HTTPS, reports. */
class DemoTest {
    @Test
    void everyRecipientIsServedAsPlannedAndHasWhatWasSent() throws Exception {
        Path data = Files.createTempDirectory("demo-test");
        var said = new StringWriter();
        try (Demo demo = Demo.start(new Demo.Plan(data, Optional.empty(), true, false), new PrintWriter(said))) {
            assertThat(demo.run()).as(said.toString()).isTrue();
        }
        assertThat(said.toString()).contains("53 recipients, 53 served as planned, 0 not");
    }

    @Test
    void foreignMailsAreMappedIntoTheWorldAndWhatIsNoneIsReported() throws Exception {
        Path data = Files.createTempDirectory("demo-test");
        Path mails = Files.createDirectory(data.resolve("mails"));
        Files.writeString(mails.resolve("a.eml"), "From: a@x.org\nTo: b@y.org, \"c d\"@z.org\nSubject: one\n\nHello\n");
        Files.writeString(mails.resolve("b.txt"), "From: a@x.org\nSubject: nobody\n\nHello\n");
        Files.writeString(mails.resolve("c.cats"), "1,1,1\n");
        Files.writeString(
                mails.resolve("d.mbox"),
                "From a Mon Nov  2 09:00:00 2026\nTo: e@y.org\n\n>From here\n\nFrom b Mon Nov  2\nTo: f@y.org\n\ncut off");
        var said = new StringWriter();
        try (Demo demo = Demo.start(new Demo.Plan(data, Optional.of(mails), true, false), new PrintWriter(said))) {
            assertThat(demo.run()).as(said.toString()).isTrue();
        }
        assertThat(said.toString())
                .contains("passed over, names no recipient: 1 (b.txt)")
                .contains("passed over, no mail: 1 (c.cats)")
                .contains("4 recipients, 4 served as planned, 0 not");
    }
}
