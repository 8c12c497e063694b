package chancery.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SmtpReplyTest {
    @Test
    void codeAndStatusAgree() {
        assertThat(SmtpReply.of(451, "4.3.0", "later").isTemporary()).isTrue();
        assertThat(SmtpReply.of(354, "2.0.0", "go on").isPositive()).isTrue();
        assertThatThrownBy(() -> SmtpReply.of(451, "5.3.0", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SmtpReply.of(250, "4.0.0", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void textCannotSplitTheReply() {
        assertThatThrownBy(() -> SmtpReply.of(550, "5.0.0", "a\r\n250 ok"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
