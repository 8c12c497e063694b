package chancery.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * Clients that send numbered mails one after the other, each to a recipient of its own, until they are told to stop, and
 * remember which were answered with 250. A client whose server is gone comes back a little later with its next mail: a
 * number is never sent twice, so whatever arrives twice was sent on twice.
 */
final class Load implements AutoCloseable {
    private static final Duration COME_BACK = Duration.ofMillis(20);
    private static final int LARGE_EACH = 50;
    private static final int LARGE = 400 << 10;

    private final IntSupplier port;
    private final AtomicInteger next = new AtomicInteger();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final AtomicLong longest = new AtomicLong();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean stopped;

    private Load(IntSupplier port) {
        this.port = port;
    }

    /** @param port asked before each connection, since a gateway may come back elsewhere */
    static Load start(IntSupplier port, int sessions) {
        var load = new Load(port);
        for (int i = 0; i < sessions; i++) {
            load.clients.add(Thread.ofVirtual().start(load::client));
        }
        return load;
    }

    /** The content of a number, large for some so that blobs are used too. */
    static byte[] content(String localPart) {
        if (!localPart.matches("m[0-9]+")) {
            return new byte[0];
        }
        int number = Integer.parseInt(localPart.substring(1));
        String head =
                "From: sender@clinic.example\r\nTo: %s@sink.example\r\nSubject: Mail %d\r\nMessage-ID: <%d@load.clinic.example>\r\n"
                                .formatted(localPart, number, number)
                        + "Date: Mon, 02 Nov 2026 09:00:00 +0100\r\n\r\n";
        String line = ".A line that begins with a dot, of mail " + number + ".\r\n";
        int size = number % LARGE_EACH == LARGE_EACH - 1 ? LARGE : 600;
        return (head + line.repeat(Math.max(1, size / line.length()))).getBytes(StandardCharsets.US_ASCII);
    }

    private void client() {
        while (!stopped) {
            String localPart = "m" + next.getAndIncrement();
            long begin = System.nanoTime();
            if (!send(localPart)) {
                Await.pause(COME_BACK);
            }
            longest.accumulateAndGet(System.nanoTime() - begin, Math::max);
        }
    }

    private boolean send(String localPart) {
        try (SmtpTalk talk = SmtpTalk.hello(port.getAsInt())) {
            String reply = talk.mail("sender@clinic.example", localPart + "@sink.example", content(localPart));
            if (reply.startsWith("250")) {
                answered.add(localPart);
                talk.say("QUIT");
                return true;
            }
            refusals.merge(reply.isEmpty() ? "cut" : reply, 1, Integer::sum);
            return false;
        } catch (SmtpTalk.UnexpectedReply e) {
            refusals.merge(String.valueOf(e.getMessage()), 1, Integer::sum);
            return false;
        } catch (IOException e) {
            refusals.merge(e.getClass().getSimpleName(), 1, Integer::sum);
            return false;
        }
    }

    /** Local parts of mails that the gateway has taken responsibility for. */
    Set<String> answered() {
        return answered;
    }

    /** Replies other than the wanted ones, and kinds of I/O trouble, with their numbers. */
    Map<String, Integer> refusals() {
        return refusals;
    }

    /** Numbers begun so far. */
    int begun() {
        return next.get();
    }

    /** The longest time that one mail took, from connect to its reply. */
    Duration longest() {
        return Duration.ofNanos(longest.get());
    }

    /** Lets the mails under way come to their end. */
    @Override
    public void close() {
        stopped = true;
        for (Thread client : clients) {
            try {
                client.join(Duration.ofSeconds(90));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
