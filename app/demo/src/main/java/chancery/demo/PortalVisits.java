package chancery.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** Opens everything that waits in the portal as its recipients would: notice, link, code, mail, attachments. */
final class PortalVisits {
    /** One mail that a recipient should find. */
    record Wanted(String recipient, byte[] content) {
        String digest() {
            return ContentDigest.of(content);
        }
    }

    private static final int AT_ONCE = 6;
    // the portal rightly mails only so many codes to one network address
    private static final int VISITORS_PER_ADDRESS = 100;
    private static final long PATIENCE_MILLIS = 60_000;

    private final Pattern link;
    private final SSLContext trust;
    private final WorldMailbox mailbox;
    private final AtomicInteger visitors = new AtomicInteger();
    private final Map<String, String> found = new ConcurrentHashMap<>();

    PortalVisits(URI portal, SSLContext trust, WorldMailbox mailbox) {
        this.link = Pattern.compile(Pattern.quote(portal.toString()) + "/m/[A-Za-z0-9_-]+");
        this.trust = trust;
        this.mailbox = mailbox;
    }

    /** Visits every recipient once, several at a time. {@code progress} gets the number of those who are done. */
    void visitAll(List<Wanted> wanted, java.util.function.IntConsumer progress) throws InterruptedException {
        Map<String, List<Wanted>> byRecipient = wanted.stream().collect(Collectors.groupingBy(Wanted::recipient));
        var done = new AtomicInteger();
        try (var threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Callable<Integer>> visits = byRecipient.entrySet().stream()
                    .map(of -> (Callable<Integer>) () -> {
                        visit(of.getKey(), of.getValue());
                        progress.accept(done.incrementAndGet());
                        return done.get();
                    })
                    .toList();
            for (var visit : threads.invokeAll(visits)) {
                visit.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** What the recipient found instead of the mail as it was sent; empty when it was found unchanged. */
    Optional<String> trouble(Wanted wanted) {
        String result = found.getOrDefault(key(wanted), "not in the portal");
        return result.isEmpty() ? Optional.empty() : Optional.of(result);
    }

    private void visit(String recipient, List<Wanted> wanted) throws InterruptedException {
        Map<String, Wanted> missing =
                wanted.stream().collect(Collectors.toMap(Wanted::digest, w -> w, (a, b) -> a, ConcurrentHashMap::new));
        Set<URI> opened = new HashSet<>();
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        try (var browser = new GuestBrowser(trust, mailbox, recipient, from(visitors.getAndIncrement()))) {
            while (!missing.isEmpty() && System.currentTimeMillis() < end) {
                openNew(recipient, browser, opened, missing);
                Thread.sleep(missing.isEmpty() ? 0 : 100);
            }
        } catch (IOException e) {
            missing.values().forEach(w -> found.put(key(w), "the portal did not open it: " + e.getMessage()));
        }
    }

    private void openNew(String recipient, GuestBrowser browser, Set<URI> opened, Map<String, Wanted> missing)
            throws IOException, InterruptedException {
        for (ArrivedMail notice : mailbox.of(recipient)) {
            Optional<URI> address = GuestBrowser.find(notice, link).map(m -> URI.create(m.group()));
            if (address.isPresent() && opened.add(address.get())) {
                OpenedMail mail = browser.open(address.get());
                Optional<Wanted> one = Optional.ofNullable(missing.remove(ContentDigest.belowTrace(mail.whole())));
                if (one.isPresent()) {
                    found.put(
                            key(one.get()),
                            PortalCheck.difference(one.get().content(), mail).orElse(""));
                }
            }
        }
    }

    private static Optional<InetAddress> from(int visitor) throws IOException {
        int network = visitor / VISITORS_PER_ADDRESS;
        return network == 0
                ? Optional.empty()
                : Optional.of(InetAddress.getByAddress(new byte[] {127, 0, (byte) (1 + network % 250), 1}));
    }

    private static String key(Wanted wanted) {
        return wanted.digest() + " " + wanted.recipient();
    }
}
