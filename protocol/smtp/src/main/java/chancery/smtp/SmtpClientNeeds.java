package chancery.smtp;

import chancery.mail.EnvelopeRecipient;
import chancery.mail.ReversePath;
import chancery.mail.SmtpReply;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** What a mail needs of a server, held against what the server offers; nothing is sent that it could not carry. */
final class SmtpClientNeeds {
    private final SmtpClientMail mail;
    private final EhloReply offers;
    private final boolean tlsVerified;

    SmtpClientNeeds(SmtpClientMail mail, EhloReply offers, boolean tlsVerified) {
        this.mail = mail;
        this.offers = offers;
        this.tlsVerified = tlsVerified;
    }

    /** True when the transaction shall be marked SMTPUTF8. */
    boolean asUtf8() {
        return offers.offers("SMTPUTF8") && (mail.options().smtpUtf8() || senderNeedsUtf8() || anyRecipientNeedsUtf8());
    }

    /** Why no recipient can be served. */
    Optional<SmtpReply> refusal() throws IOException {
        // RFC 8689 §4.2.1
        if (mail.options().requireTls() && !(tlsVerified && offers.offers("REQUIRETLS"))) {
            return Optional.of(SmtpReply.of(550, "5.7.30", "The next hop does not support REQUIRETLS"));
        }
        if (mail.size() > offers.maximumSize().orElse(Long.MAX_VALUE)) {
            return Optional.of(SmtpReply.of(552, "5.3.4", "The next hop does not take mail of this size"));
        }
        if (!offers.offers("SMTPUTF8")) {
            boolean contentNeeds = mail.options().smtpUtf8() && hasEightBit(true);
            if (senderNeedsUtf8() || contentNeeds) {
                return Optional.of(noUtf8());
            }
        }
        // RFC 6152 §3: declared mail that is in truth 7-bit may go anywhere
        if (mail.options().eightBit() && !offers.offers("8BITMIME") && hasEightBit(false)) {
            return Optional.of(SmtpReply.of(554, "5.6.3", "The next hop does not take 8-bit content"));
        }
        return Optional.empty();
    }

    /** Why this recipient cannot be served. */
    Optional<SmtpReply> refusal(EnvelopeRecipient recipient) {
        return recipient.address().needsUtf8() && !offers.offers("SMTPUTF8") ? Optional.of(noUtf8()) : Optional.empty();
    }

    // RFC 6531 §3.5
    private static SmtpReply noUtf8() {
        return SmtpReply.of(553, "5.6.7", "The next hop does not take internationalized addresses");
    }

    private boolean senderNeedsUtf8() {
        return mail.sender() instanceof ReversePath.Mailbox m && m.address().needsUtf8();
    }

    private boolean anyRecipientNeedsUtf8() {
        return mail.recipients().stream().anyMatch(r -> r.address().needsUtf8());
    }

    private boolean hasEightBit(boolean headerOnly) throws IOException {
        try (InputStream in = mail.content().open()) {
            byte[] block = new byte[16 * 1024];
            int ends = 0;
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                for (int i = 0; i < n; i++) {
                    if (block[i] < 0) {
                        return true;
                    }
                    ends = block[i] == '\n' ? ends + 1 : block[i] == '\r' ? ends : 0;
                    if (headerOnly && ends == 2) {
                        return false;
                    }
                }
            }
            return false;
        }
    }
}
