package chancery.portal;

import chancery.audit.AuditLog;
import chancery.config.DataSize;
import chancery.config.PortalConfig;
import chancery.mail.DeliveryMethod;
import chancery.mail.EmailAddress;
import chancery.mail.Envelope;
import chancery.mail.EnvelopeOptions;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.MailTransaction;
import chancery.mail.MessageContent;
import chancery.mail.Reason;
import chancery.mail.RecipientResult;
import chancery.mail.ReversePath;
import chancery.mail.SyntaxException;
import chancery.mail.TenantId;
import chancery.mail.UnlockMethod;
import chancery.mime.Message;
import chancery.mime.MessageParser;
import chancery.spool.AcceptedMail;
import chancery.spool.DeliveryAttempt;
import chancery.spool.EntryState;
import chancery.spool.QueueEntry;
import chancery.spool.Schedule;
import chancery.store.ContentVault;
import chancery.store.Database;
import chancery.store.TestDatabase;
import chancery.store.Uuid7;
import chancery.testkit.TestCa;
import chancery.testkit.TestCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** The whole portal over a real database and real TLS, with a mail spool that only remembers. */
final class PortalStand implements AutoCloseable {
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(PortalWebConfiguration.class)
    static class Web {}

    /** A clock that tests move by hand. */
    static final class HandClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        void advance(Duration by) {
            ahead = ahead.plus(by);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** An answer as the flow received it. */
    record Submitted(TenantId tenant, Envelope envelope, byte[] octets) {}

    final TenantId clinic = new TenantId(UUID.fromString("00000000-0000-7000-8000-00000000000a"));
    final TenantId lawyers = new TenantId(UUID.fromString("00000000-0000-7000-8000-00000000000b"));
    final HandClock clock = new HandClock();
    final Database database = TestDatabase.fresh();
    final ContentVault vault = TestDatabase.vault(database);
    final List<AcceptedMail> sent = new CopyOnWriteArrayList<>();
    final List<Submitted> submitted = new CopyOnWriteArrayList<>();
    final Map<TenantId, TenantFace> faces = new ConcurrentHashMap<>();
    volatile Optional<ReplySubmission.Outcome> nextOutcome = Optional.empty();
    volatile boolean spoolBroken;

    final TestCa ca = TestCa.create();
    final Portal portal;
    private final ConfigurableApplicationContext context;
    final int port;

    PortalStand(DataSize replySize) {
        faces.put(clinic, new TenantFace("Lindenhof Clinic", address("secure@clinic.example"), Locale.ENGLISH));
        faces.put(lawyers, new TenantFace("Berger & Söhne", address("post@law.example"), Locale.GERMAN));
        PortalConfig config =
                new PortalConfig(Optional.empty(), 14, Duration.ofMinutes(10), 5, Duration.ofMinutes(20), replySize);
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) 7);
        PortalParts parts = new PortalParts(
                database,
                vault,
                new AuditLog(database),
                this::spool,
                tenant -> Optional.ofNullable(faces.get(tenant)),
                this::submit,
                PortalTerms.always(Duration.ofDays(14)));
        portal = new Portal(
                parts,
                new PortalSettings(
                        URI.create("https://localhost"),
                        config,
                        PortalSecrets.of(secret),
                        "node1",
                        clock,
                        new SecureRandom()));
        context = start();
        port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    PortalStand() {
        this(DataSize.ofMegabytes(50));
    }

    private void spool(List<AcceptedMail> mails) {
        if (spoolBroken) {
            throw new chancery.mail.FaultException(PortalError.MAIL_NOT_WRITTEN, "the spool is down for this test");
        }
        sent.addAll(mails);
    }

    private ReplySubmission.Outcome submit(TenantId tenant, Envelope envelope, InputStream content) {
        if (nextOutcome.isPresent()) {
            return nextOutcome.get();
        }
        try {
            submitted.add(new Submitted(tenant, envelope, content.readAllBytes()));
            return new ReplySubmission.Outcome.Accepted(UUID.randomUUID());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ConfigurableApplicationContext start() {
        try {
            TestCertificate certificate = ca.server("localhost", "127.0.0.1");
            Path store = Files.createTempFile("portal-", ".p12");
            char[] password = "changeit".toCharArray();
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, password);
            keys.setKeyEntry(
                    "web",
                    certificate.privateKey(),
                    password,
                    certificate.chain().toArray(java.security.cert.Certificate[]::new));
            try (OutputStream out = Files.newOutputStream(store)) {
                keys.store(out, password);
            }
            return new SpringApplicationBuilder(Web.class)
                    .initializers(c -> ((GenericApplicationContext) c).registerBean(Portal.class, () -> portal))
                    .properties(Map.of(
                            "server.port", "0",
                            "server.ssl.key-store", store.toString(),
                            "server.ssl.key-store-password", "changeit",
                            "spring.threads.virtual.enabled", "true",
                            "spring.main.banner-mode", "off",
                            "logging.level.root", "warn"))
                    .run();
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    SSLContext trust() {
        try {
            KeyStore anchors = KeyStore.getInstance("PKCS12");
            anchors.load(null, null);
            anchors.setCertificateEntry("ca", ca.certificate());
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(anchors);
            SSLContext trusting = SSLContext.getInstance("TLS");
            trusting.init(null, factory.getTrustManagers(), null);
            return trusting;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    static EmailAddress address(String text) {
        try {
            return EmailAddress.parse(text);
        } catch (SyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** An attempt as the spool makes it. */
    DeliveryAttempt attempt(TenantId tenant, byte[] octets, String... recipients) {
        List<EnvelopeRecipient> to = new ArrayList<>();
        for (String recipient : recipients) {
            to.add(new EnvelopeRecipient(address(recipient)));
        }
        UUID id = Uuid7.next(clock);
        Envelope envelope =
                new Envelope(new ReversePath.Mailbox(address("dr.ng@clinic.example")), to, EnvelopeOptions.NONE);
        MailTransaction mail = new MailTransaction(
                id, tenant, clock.instant(), envelope, new MessageContent(id.toString(), octets.length, ""));
        QueueEntry entry = new QueueEntry(
                Uuid7.next(clock),
                tenant,
                id,
                to,
                new DeliveryMethod.PortalPickup(UnlockMethod.MAILED_CODE),
                List.of(),
                "portal",
                Schedule.startingAt(clock.instant(), Duration.ofDays(1)),
                EntryState.QUEUED);
        return new DeliveryAttempt(
                mail,
                entry,
                () -> new ByteArrayInputStream(octets),
                clock.instant().plusSeconds(60));
    }

    List<RecipientResult> deliver(TenantId tenant, byte[] octets, String... recipients) {
        return portal.deliverer().attempt(attempt(tenant, octets, recipients));
    }

    /** Delivers to one guest and returns the path of the link in the notice. */
    String linkTo(TenantId tenant, byte[] octets, String recipient) {
        deliver(tenant, octets, recipient);
        return linkIn(sent.getLast());
    }

    String linkIn(AcceptedMail notice) {
        Matcher matcher =
                Pattern.compile("https://localhost(/m/[A-Za-z0-9_-]+)").matcher(textOf(notice));
        if (!matcher.find()) {
            throw new AssertionError("no link in " + textOf(notice));
        }
        return matcher.group(1);
    }

    String codeIn(AcceptedMail mail) {
        Matcher matcher = Pattern.compile("(?m)^(\\d{4}) (\\d{4})\\s*$").matcher(textOf(mail));
        if (!matcher.find()) {
            throw new AssertionError("no code in " + textOf(mail));
        }
        return matcher.group(1) + matcher.group(2);
    }

    static Message parse(byte[] octets) {
        try {
            return MessageParser.parse(octets);
        } catch (SyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] octets(AcceptedMail mail) {
        try (InputStream in = mail.content().openClear()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static String htmlOf(AcceptedMail mail) {
        try {
            return parse(octets(mail)).view().html(100_000);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static String textOf(AcceptedMail mail) {
        try {
            return parse(octets(mail)).view().text(100_000).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] mail(String... lines) {
        return String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    long count(TenantId tenant, String table) {
        return database.inTenant(
                tenant,
                handle -> handle.createQuery("SELECT count(*) FROM " + table)
                        .mapTo(Long.class)
                        .one());
    }

    GuestBrowser browser() {
        return new GuestBrowser(this);
    }

    static Reason refused(String words) {
        return new Reason("refused", words);
    }

    @Override
    public void close() {
        context.close();
        vault.close();
        database.close();
    }
}
