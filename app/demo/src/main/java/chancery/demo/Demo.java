package chancery.demo;

import chancery.audit.AuditEntry;
import chancery.server.ServerStartException;
import chancery.testkit.TestCa;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The demo: starts gateway and world, sends mails, shows what became of each recipient. */
public final class Demo implements AutoCloseable {
    /**
     * @param data folder for the gateway's data and for {@code world}
     * @param mails a folder, an mbox or a message instead of the demo's own mails
     * @param freePorts any free ports instead of the default ones
     * @param colours in the table, for a person at a terminal
     */
    public record Plan(Path data, Optional<Path> mails, boolean freePorts, boolean colours) {}

    /** What became of a recipient of a sent mail; {@code end} is empty when nothing did in time. */
    private record Followed(Sending.Sent sent, String recipient, Optional<MailLife.End> end) {
        boolean waitsInPortal() {
            return end.filter(e -> e.event().equals("mail.delivered")).isPresent();
        }

        PortalVisits.Wanted wanted() {
            return new PortalVisits.Wanted(recipient, sent.mail().content());
        }
    }

    private static final int SENDERS = 8;
    /** Longer than a lease, after which what a fault left lying is taken up again. */
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final Plan plan;
    private final PrintWriter out;
    private final WorldMailbox mailbox;
    private final World world;
    private final TestCa ca;
    private final DemoGateway gateway;

    private final List<DemoMail> mails;

    private Demo(Plan plan, PrintWriter out, Stage stage, List<DemoMail> mails, DemoGateway gateway) {
        this.plan = plan;
        this.out = out;
        this.mailbox = stage.mailbox();
        this.world = stage.world();
        this.ca = stage.ca();
        this.mails = mails;
        this.gateway = gateway;
    }

    private record Stage(WorldMailbox mailbox, World world, TestCa ca) {}

    /** Starts everything; throws with a sentence for a person when something is in the way. */
    public static Demo start(Plan plan, PrintWriter out) throws ServerStartException, IOException {
        List<DemoMail> mails = mails(plan, out);
        say(out, "Starting the stand-in world and the gateway (data in " + plan.data() + ") ...");
        var mailbox = new WorldMailbox(plan.data().resolve("world"), Clock.systemUTC());
        TestCa ca = TestCa.create("Chancery demo CA");
        World world = World.start(mailbox, ca);
        try {
            var gateway = DemoGateway.start(
                    plan.data().toAbsolutePath(),
                    world,
                    ca,
                    plan.freePorts(),
                    plan.mails().isPresent());
            return new Demo(plan, out, new Stage(mailbox, world, ca), mails, gateway);
        } catch (ServerStartException | IOException | RuntimeException e) {
            world.close();
            throw e;
        }
    }

    /** Sends the mails and prints the table. @return true when every recipient was served as planned */
    public boolean run() throws IOException, InterruptedException {
        say(out, "Sending " + mails.size() + " mails ...");
        List<Sending.Sent> sent = send(mails);
        say(out, "Following each recipient to the end ...");
        List<Followed> followed = follow(sent);
        List<Outcome> outcomes = outcomes(followed, new ArrivalCheck(mailbox, visitPortal(followed)));
        new OutcomeTable(out, plan.colours()).print(outcomes, plan.mails().isPresent());
        return outcomes.stream().allMatch(Outcome::ok);
    }

    /** What a person can try now. */
    public void invite() {
        say(out, "");
        say(out, "The gateway takes mail of clinic.example on 127.0.0.1:" + gateway.smtpPort() + ".");
        say(
                out,
                "What the world received lies in " + plan.data().resolve("world")
                        + "; a portal mail's notice holds its link.");
        say(
                out,
                "The portal is at " + gateway.server().portalUrl() + " (its certificate is signed by "
                        + plan.data().resolve("demo-certificates").resolve("ca.pem") + ").");
        mailbox.of("maria.rossi@guest.example").stream()
                .flatMap(m ->
                        GuestBrowser.find(m, java.util.regex.Pattern.compile("https://\\S+/m/[A-Za-z0-9_-]+")).stream())
                .findFirst()
                .ifPresent(link -> say(
                        out,
                        "For example Maria Rossi's findings: " + link.group() + " (codes arrive in "
                                + plan.data().resolve("world").resolve("guest.example") + ")"));
    }

    private static List<DemoMail> mails(Plan plan, PrintWriter out) throws IOException {
        if (plan.mails().isEmpty()) {
            return OwnMails.read();
        }
        try {
            var addressed = ForeignMails.address(MailFolder.read(plan.mails().get()));
            passedOver(addressed.passedOver(), out);
            if (addressed.mails().isEmpty()) {
                throw new IOException(plan.mails().get() + " holds no mail that names a recipient");
            }
            return addressed.mails();
        } catch (UncheckedIOException e) {
            throw new UnreadableMailException(new IOException(String.valueOf(e.getMessage()), e));
        } catch (IOException e) {
            throw new UnreadableMailException(e);
        }
    }

    /** What was not sent, by reason, with a few names of each. */
    private static void passedOver(List<String> reports, PrintWriter out) {
        Map<String, List<String>> byReason = new TreeMap<>();
        for (String report : reports) {
            int colon = report.lastIndexOf(": ");
            byReason.computeIfAbsent(report.substring(colon + 2), r -> new ArrayList<>())
                    .add(report.substring(0, colon));
        }
        byReason.forEach((reason, names) -> say(
                out,
                "  passed over, " + reason + ": " + names.size() + " ("
                        + String.join(", ", names.subList(0, Math.min(3, names.size())))
                        + (names.size() > 3 ? ", ..." : "") + ")"));
    }

    private List<Sending.Sent> send(List<DemoMail> mails) throws InterruptedException {
        var sending = new Sending(gateway.smtpPort());
        var progress = new Progress(out, "sent", mails.size());
        var count = new AtomicInteger();
        try (var threads =
                Executors.newFixedThreadPool(SENDERS, Thread.ofVirtual().factory())) {
            var tasks = mails.stream()
                    .map(mail -> (Callable<Sending.Sent>) () -> {
                        Sending.Sent result = sending.send(mail);
                        progress.done(count.incrementAndGet());
                        return result;
                    })
                    .toList();
            var sent = new ArrayList<Sending.Sent>();
            for (var done : threads.invokeAll(tasks)) {
                sent.add(done.resultNow());
            }
            return sent;
        }
    }

    private List<Followed> follow(List<Sending.Sent> sent) throws InterruptedException {
        var life = new MailLife(gateway.server().foundations().audit(), gateway.tenant());
        var progress = new Progress(out, "followed", sent.size());
        Instant until = Instant.now().plus(PATIENCE);
        var followed = new ArrayList<Followed>();
        int done = 0;
        for (Sending.Sent mail : sent) {
            var recipients =
                    mail.mail().recipients().stream().map(Object::toString).toList();
            List<AuditEntry> entries = life.await(mail.ids(), recipients, until);
            recipients.forEach(r -> followed.add(new Followed(mail, r, MailLife.end(entries, r))));
            progress.done(++done);
        }
        return followed;
    }

    private PortalVisits visitPortal(List<Followed> followed) throws InterruptedException {
        var visits = new PortalVisits(gateway.server().portalUrl(), trust(), mailbox);
        var wanted = followed.stream()
                .filter(Followed::waitsInPortal)
                .map(Followed::wanted)
                .toList();
        int guests = (int)
                wanted.stream().map(PortalVisits.Wanted::recipient).distinct().count();
        say(out, "Opening what waits in the portal, as its " + guests + " recipients ...");
        visits.visitAll(wanted, new Progress(out, "recipients have opened theirs", guests)::done);
        return visits;
    }

    private List<Outcome> outcomes(List<Followed> followed, ArrivalCheck check)
            throws IOException, InterruptedException {
        Map<String, Map<String, String>> planned = plan.mails().isPresent() ? Map.of() : OwnMails.plan();
        var outcomes = new ArrayList<Outcome>();
        for (Followed f : followed) {
            String mail = f.sent().mail().name();
            var expected =
                    Optional.ofNullable(planned.getOrDefault(mail, Map.of()).get(f.recipient()));
            outcomes.add(check.outcome(f.sent(), f.recipient(), f.end(), expected));
        }
        return outcomes;
    }

    private SSLContext trust() {
        try {
            KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
            anchors.load(null, null);
            anchors.setCertificateEntry("ca", ca.certificate());
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(anchors);
            var context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void close() {
        gateway.close();
        world.close();
    }
}
