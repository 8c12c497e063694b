package chancery.demo;

import java.time.Duration;
import java.util.Optional;

/** Looks in the world, not at the gateway's word, whether a recipient has what was sent, and by the planned method. */
final class ArrivalCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WorldMailbox mailbox;
    private final PortalVisits visits;

    ArrivalCheck(WorldMailbox mailbox, PortalVisits visits) {
        this.mailbox = mailbox;
        this.visits = visits;
    }

    /** @param expected the planned method's word or {@code refused}; empty when any method will do */
    Outcome outcome(Sending.Sent sent, String recipient, Optional<MailLife.End> end, Optional<String> expected)
            throws InterruptedException {
        String mail = sent.mail().name();
        if (end.isEmpty()) {
            String what = sent.reply().startsWith("2") ? "no end in time" : "not accepted: " + sent.reply();
            return new Outcome(mail, recipient, "", "", what, 0, false);
        }
        MailLife.End e = end.get();
        boolean refusal = expected.filter("refused"::equals).isPresent();
        boolean asPlanned = refusal
                ? e.event().equals("mail.failed")
                : !e.event().equals("mail.failed")
                        && expected.filter(m -> !m.equals(e.method())).isEmpty();
        String arrived = refusal ? senderTold(sent) : arrived(sent, recipient, e);
        boolean ok = asPlanned && !arrived.startsWith("NOT");
        return new Outcome(mail, recipient, e.method(), e.reason(), arrived, e.millis(), ok);
    }

    private String arrived(Sending.Sent sent, String recipient, MailLife.End end) {
        return switch (end.event()) {
            case "mail.failed" -> "NOT delivered: " + end.reply();
            case "mail.delivered" ->
                inPortal(new PortalVisits.Wanted(recipient, sent.mail().content()));
            default -> overSmtp(recipient, ContentDigest.of(sent.mail().content()), end.method());
        };
    }

    private String overSmtp(String recipient, String digest, String method) {
        Optional<ArrivedMail> arrived = mailbox.withContent(digest).stream()
                .filter(m -> m.recipients().contains(recipient))
                .findFirst();
        if (arrived.isEmpty()) {
            return "NOT as it was sent";
        }
        boolean clear = arrived.get().tls().equals("none");
        if (clear && method.equals("verified-tls")) {
            return "NOT protected";
        }
        return "relayed unchanged, " + (clear ? "in clear" : arrived.get().tls().split(" ")[0]);
    }

    private String inPortal(PortalVisits.Wanted wanted) {
        return visits.trouble(wanted)
                .map(trouble -> "NOT as it was sent: " + trouble)
                .orElse("opened in the portal unchanged");
    }

    private String senderTold(Sending.Sent sent) throws InterruptedException {
        String sender = sent.mail().sender().toString();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (mailbox.latest(sender, m -> m.sender().isEmpty()).isEmpty()) {
            if (System.nanoTime() > end) {
                return "NOT told to the sender";
            }
            Thread.sleep(100);
        }
        return "refused, sender told";
    }
}
