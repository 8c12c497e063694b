package chancery.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Where all that the world receives is written, and remembered for the check at the end. */
final class WorldMailbox {
    private final Path folder;
    private final Clock clock;
    private final AtomicInteger number = new AtomicInteger();
    private final Map<String, List<ArrivedMail>> byDigest = new ConcurrentHashMap<>();
    private final Map<String, List<ArrivedMail>> byRecipient = new ConcurrentHashMap<>();

    /** @param folder gets one folder per domain */
    WorldMailbox(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    ArrivedMail keep(WorldDomain at, String sender, List<String> recipients, String tls, byte[] content)
            throws IOException {
        Path into = Files.createDirectories(folder.resolve(at.domain()));
        String name = "%06d".formatted(number.incrementAndGet());
        Path file = into.resolve(name + ".eml");
        Files.write(file, content);
        Files.writeString(into.resolve(name + ".json"), EnvelopeJson.write(sender, recipients, tls, clock.instant()));
        var mail = new ArrivedMail(at, sender, List.copyOf(recipients), tls, file, ContentDigest.belowTrace(content));
        byDigest.computeIfAbsent(mail.contentDigest(), d -> new CopyOnWriteArrayList<>())
                .add(mail);
        recipients.forEach(r -> byRecipient
                .computeIfAbsent(r, k -> new CopyOnWriteArrayList<>())
                .add(mail));
        return mail;
    }

    /** Mails whose content below the trace field has this digest. */
    List<ArrivedMail> withContent(String digest) {
        return byDigest.getOrDefault(digest, List.of());
    }

    /** Everything that this recipient got, oldest first. */
    List<ArrivedMail> of(String recipient) {
        return byRecipient.getOrDefault(recipient, List.of());
    }

    Optional<ArrivedMail> latest(String recipient, Predicate<ArrivedMail> wanted) {
        return of(recipient).reversed().stream().filter(wanted).findFirst();
    }
}
