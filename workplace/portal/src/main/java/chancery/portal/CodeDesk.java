package chancery.portal;

import chancery.mail.TenantId;
import chancery.store.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Mails codes and checks them. A code belongs to one recipient and to the browser that asked for it. */
final class CodeDesk {
    private static final Duration NO_SECOND_WITHIN = Duration.ofSeconds(20);
    private static final int DIGITS = 8;

    sealed interface Asked {
        /**
         * A code is in the mail.
         *
         * @param before since a moment ago; no second one was sent
         */
        record Sent(boolean before) implements Asked {}

        record TooMany(long minutes) implements Asked {}
    }

    sealed interface Entered {
        /** The mail is open; the cookie's value begins a session. */
        record Right(String session) implements Entered {}

        record Wrong(int attemptsLeft) implements Entered {}

        record UsedUp() implements Entered {}

        /** This browser never asked. */
        record NotAsked() implements Entered {}
    }

    /** A code that was sent to this browser and still counts. */
    record Pending(UUID id, Instant until) {}

    private record Challenge(UUID id, byte[] hash, int attempts, Instant until, boolean used) {}

    private record Recent(UUID recipient, Instant at, byte[] browser) {}

    private final PortalParts parts;
    private final PortalSettings settings;
    private final NoticeWriter notices;
    private final PortalTrail trail;
    private final SessionDesk sessions;

    CodeDesk(
            PortalParts parts, PortalSettings settings, NoticeWriter notices, PortalTrail trail, SessionDesk sessions) {
        this.parts = parts;
        this.settings = settings;
        this.notices = notices;
        this.trail = trail;
        this.sessions = sessions;
    }

    Asked ask(WaitingMail mail, NoticeWriter.Occasion occasion, Speech speech, String browser) {
        boolean usable = pending(mail, browser).isPresent();
        String code = MailedCode.fresh(settings.random());
        Instant until = settings.clock().instant().plus(settings.config().codeLife());
        Asked asked = parts.database()
                .inTenant(
                        mail.tenant(),
                        handle -> admit(handle, mail, new Wish(browserHash(browser), code, until, usable)));
        if (asked instanceof Asked.Sent sent && !sent.before()) {
            parts.outgoing()
                    .accept(List.of(
                            notices.code(occasion, speech, mail.recipient().address(), code, until)));
        }
        return asked;
    }

    /** @param usable a code of this browser's still counts */
    private record Wish(byte[] browser, String code, Instant until, boolean usable) {}

    private Asked admit(Handle handle, WaitingMail mail, Wish wish) {
        Instant now = settings.clock().instant();
        PortalRows.query(handle, PortalStatement.LOCK_MAILBOX, mail.tenant())
                .bind("key", mail.recipient().key())
                .mapTo(UUID.class)
                .list();
        List<Recent> ofMailbox = recent(handle, mail, now);
        List<Recent> ofMail = ofMailbox.stream()
                .filter(r -> r.recipient().equals(mail.recipient().id()))
                .toList();
        Optional<Recent> oldest = ofMail.size() >= PortalSettings.CODES_PER_HOUR
                ? Optional.of(ofMail.getFirst())
                : ofMailbox.stream()
                        .limit(ofMailbox.size() >= PortalSettings.MAILBOX_CODES_PER_HOUR ? 1 : 0)
                        .findFirst();
        if (oldest.isPresent()) {
            Duration wait = Duration.between(now, oldest.get().at().plus(Duration.ofHours(1)));
            return new Asked.TooMany(Math.max(1, wait.toMinutes() + 1));
        }
        boolean justNow = ofMail.stream()
                .anyMatch(
                        r -> Arrays.equals(r.browser(), wish.browser()) && r.at().isAfter(now.minus(NO_SECOND_WITHIN)));
        if (justNow && wish.usable()) {
            return new Asked.Sent(true);
        }
        insert(handle, mail, wish, now);
        return new Asked.Sent(false);
    }

    private void insert(Handle handle, WaitingMail mail, Wish wish, Instant now) {
        UUID id = Uuid7.next(settings.clock());
        trail.note(handle, mail, "portal.code-asked", Map.of());
        PortalRows.update(handle, PortalStatement.INSERT_CHALLENGE, mail.tenant())
                .bind("id", id)
                .bind("recipient", mail.recipient().id())
                .bind("browser", wish.browser())
                .bind("code", MailedCode.hash(settings.secrets(), id, wish.code()))
                .bind("now", PortalRows.at(now))
                .bind("expires", PortalRows.at(wish.until()))
                .execute();
    }

    Optional<Pending> pending(WaitingMail mail, String browser) {
        Instant now = settings.clock().instant();
        return latest(mail, browser)
                .filter(c -> !c.used()
                        && c.until().isAfter(now)
                        && c.attempts() < settings.config().codeAttempts())
                .map(c -> new Pending(c.id(), c.until()));
    }

    Entered enter(WaitingMail mail, String browser, String typed) {
        Optional<Challenge> latest = latest(mail, browser);
        if (latest.isEmpty()) {
            return new Entered.NotAsked();
        }
        Challenge challenge = latest.get();
        String digits = MailedCode.typed(typed);
        int most = settings.config().codeAttempts();
        if (digits.length() != DIGITS) {
            return pending(mail, browser).isPresent()
                    ? new Entered.Wrong(most - challenge.attempts())
                    : new Entered.UsedUp();
        }
        // counted before it is compared, so that guesses sent at once do not share one attempt
        Optional<Integer> attempt = countAttempt(mail.tenant(), challenge.id(), most);
        if (attempt.isEmpty()) {
            return new Entered.UsedUp();
        }
        byte[] hash = MailedCode.hash(settings.secrets(), challenge.id(), digits);
        return PortalSecrets.same(hash, challenge.hash())
                ? open(mail, challenge.id(), browser)
                : refuse(mail, most - attempt.get());
    }

    private Entered open(WaitingMail mail, UUID challenge, String browser) {
        Instant now = settings.clock().instant();
        Optional<String> session = parts.database().inTenant(mail.tenant(), handle -> {
            int used = PortalRows.update(handle, PortalStatement.USE_CHALLENGE, mail.tenant())
                    .bind("id", challenge)
                    .bind("now", PortalRows.at(now))
                    .execute();
            if (used == 0) {
                return Optional.empty();
            }
            PortalRows.markOpened(handle, mail, now);
            trail.note(handle, mail, "portal.opened", Map.of("proof", "mailed-code"));
            return Optional.of(sessions.begin(handle, mail, browser));
        });
        return session.<Entered>map(Entered.Right::new).orElseGet(Entered.UsedUp::new);
    }

    /** Opens a further mail of the same mailbox; the session is the proof. */
    void openForSignedIn(WaitingMail mail) {
        Instant now = settings.clock().instant();
        parts.database().inTenant(mail.tenant(), handle -> {
            PortalRows.markOpened(handle, mail, now);
            trail.note(handle, mail, "portal.opened", Map.of("proof", "session"));
            return now;
        });
    }

    private Entered refuse(WaitingMail mail, int left) {
        parts.database().inTenant(mail.tenant(), handle -> {
            trail.note(
                    handle,
                    mail,
                    left > 0 ? "portal.code-wrong" : "portal.code-used-up",
                    Map.of("attempts-left", Integer.toString(left)));
            return left;
        });
        return left > 0 ? new Entered.Wrong(left) : new Entered.UsedUp();
    }

    private Optional<Integer> countAttempt(TenantId tenant, UUID challenge, int most) {
        return parts.database()
                .inTenant(
                        tenant,
                        handle -> PortalRows.query(handle, PortalStatement.COUNT_ATTEMPT, tenant)
                                .bind("id", challenge)
                                .bind("most", most)
                                .bind("now", PortalRows.at(settings.clock().instant()))
                                .mapTo(Integer.class)
                                .findOne());
    }

    private List<Recent> recent(Handle handle, WaitingMail mail, Instant now) {
        return PortalRows.query(handle, PortalStatement.RECENT_CHALLENGES, mail.tenant())
                .bind("key", mail.recipient().key())
                .bind("since", PortalRows.at(now.minus(Duration.ofHours(1))))
                .map((row, context) -> new Recent(
                        PortalRows.uuid(row, "recipient_id"),
                        PortalRows.instant(row, "created_at").orElseThrow(),
                        row.getBytes("browser_hash")))
                .list();
    }

    private Optional<Challenge> latest(WaitingMail mail, String browser) {
        return parts.database()
                .inTenant(
                        mail.tenant(),
                        handle -> PortalRows.query(handle, PortalStatement.LATEST_CHALLENGE, mail.tenant())
                                .bind("recipient", mail.recipient().id())
                                .bind("browser", browserHash(browser))
                                .map((row, context) -> new Challenge(
                                        PortalRows.uuid(row, "id"),
                                        row.getBytes("code_hash"),
                                        row.getInt("attempts"),
                                        PortalRows.instant(row, "expires_at").orElseThrow(),
                                        PortalRows.instant(row, "used_at").isPresent()))
                                .findOne());
    }

    private byte[] browserHash(String browser) {
        return settings.secrets().mac("browsers", browser);
    }
}
