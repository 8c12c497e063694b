package chancery.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Contents that break parsers, through the whole gateway with its usual heap: each is delivered as it was sent, or refused
 * for good with a reply that says so.
 */
final class TortureTest {
    private static final int SESSIONS = 8;
    private static final int SOAK_MUTATIONS = Integer.getInteger("e2e.mutations", 10_000);

    private final Map<String, byte[]> sent = new ConcurrentHashMap<>();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private final List<String> trouble = new ArrayList<>();

    @Test
    void tortureSetsAndSomeMutations() {
        run(300);
    }

    @Test
    @Tag("soak")
    void manyMutations() {
        run(SOAK_MUTATIONS);
    }

    private void run(int mutations) {
        List<byte[]> mails = Corpora.torture();
        assumeFalse(mails.isEmpty(), "the MIME torture sets are absent");
        try (var sink = new Sink(local -> sent.getOrDefault(local, new byte[0]));
                var gateway = Gateway.started(GatewayConfig.to(sink))) {
            long process = gateway.pid();
            sendAll(gateway.mx(), mails, mails.size() + mutations);
            Await.met(Duration.ofSeconds(60), () -> sink.arrived().containsAll(accepted));
            var replies = new TreeMap<String, Integer>();
            refused.values().forEach(r -> replies.merge(r, 1, Integer::sum));
            System.out.println("e2e torture: mails=" + mails.size() + " mutated=" + mutations + " accepted="
                    + accepted.size() + " refused=" + refused.size() + " " + replies);
            assertThat(gateway.isAlive()).isTrue();
            assertThat(gateway.pid()).isEqualTo(process);
            assertThat(trouble).isEmpty();
            assertThat(accepted.size() + refused.size()).isEqualTo(mails.size() + mutations);
            assertThat(accepted).as("accepted and not delivered").isSubsetOf(sink.arrived());
            assertThat(sink.changed()).as("delivered as something else").isEmpty();
            // a fault of ours would be 451, a malformed mail is the sender's: 5yz with a status of the same class
            assertThat(refused.values()).allMatch(r -> r.matches("5[0-9]{2} 5\\.[0-9]{1,3}\\.[0-9]{1,3} .+"));
        }
    }

    private void sendAll(int port, List<byte[]> mails, int all) {
        var next = new AtomicInteger();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < SESSIONS; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                for (int number = next.getAndIncrement(); number < all; number = next.getAndIncrement()) {
                    byte[] mail = mails.get(number % mails.size());
                    send(port, number, number < mails.size() ? mail : WireForm.mutated(mail, new Random(number)));
                }
            }));
        }
        for (Thread thread : threads) {
            try {
                if (!thread.join(Duration.ofMinutes(20))) {
                    throw new AssertionError("a client hangs");
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void send(int port, int number, byte[] content) {
        String local = "t" + number;
        sent.put(local, content);
        try (SmtpTalk talk = SmtpTalk.hello(port)) {
            String reply = talk.mail("sender@clinic.example", local + "@sink.example", content);
            if (reply.startsWith("250")) {
                accepted.add(local);
            } else {
                refused.put(local, reply);
            }
        } catch (IOException e) {
            synchronized (trouble) {
                trouble.add(local + ": " + e);
            }
        }
    }
}
