package chancery.portal;

import chancery.mail.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Sessions of guests. A session is for one mailbox of one tenant and for one browser; it begins only with a right code,
 * under a name made at that moment, and ends when idle, after half a day, or when the guest says so.
 */
final class SessionDesk {
    // so that reading does not write a row with every request
    private static final Duration TOUCH_AFTER = Duration.ofMinutes(1);

    /**
     * @param remoteFor the recipient row whose pictures from elsewhere are wanted
     */
    record Session(byte[] hash, String addressKey, Optional<UUID> remoteFor) {}

    private record Seen(Session session, Instant at) {}

    private final PortalParts parts;
    private final PortalSettings settings;
    private final SealedName names;

    SessionDesk(PortalParts parts, PortalSettings settings, SealedName names) {
        this.parts = parts;
        this.settings = settings;
        this.names = names;
    }

    /** One cookie per tenant, whose name does not tell which. */
    String cookieName(TenantId tenant) {
        byte[] tag = settings.secrets().mac("cookie names", tenant.toString());
        return "__Host-session-" + HexFormat.of().formatHex(tag, 0, 4);
    }

    String begin(Handle handle, WaitingMail mail, String browser) {
        byte[] fresh = new byte[16];
        settings.random().nextBytes(fresh);
        java.nio.ByteBuffer octets = java.nio.ByteBuffer.wrap(fresh);
        String cookie =
                names.seal(SealedName.Purpose.SESSION, mail.tenant(), new UUID(octets.getLong(), octets.getLong()));
        PortalRows.update(handle, PortalStatement.INSERT_SESSION, mail.tenant())
                .bind("hash", hash(cookie, browser))
                .bind("key", mail.recipient().key())
                .bind("now", PortalRows.at(settings.clock().instant()))
                .execute();
        return cookie;
    }

    /** The session, if it is alive and was made for this tenant and browser. */
    Optional<Session> find(TenantId tenant, String cookie, String browser) {
        boolean ours = names.open(SealedName.Purpose.SESSION, cookie)
                .filter(n -> n.tenant().equals(tenant))
                .isPresent();
        if (!ours) {
            return Optional.empty();
        }
        byte[] hash = hash(cookie, browser);
        Instant now = settings.clock().instant();
        return parts.database().inTenant(tenant, handle -> {
            Optional<Seen> seen = PortalRows.query(handle, PortalStatement.FIND_SESSION, tenant)
                    .bind("hash", hash)
                    .bind("idleSince", PortalRows.at(now.minus(settings.config().sessionIdle())))
                    .bind("oldest", PortalRows.at(now.minus(PortalSettings.LONGEST_SESSION)))
                    .map((row, context) -> new Seen(
                            new Session(
                                    hash,
                                    row.getString("address_key"),
                                    Optional.ofNullable(row.getObject("remote_for", UUID.class))),
                            PortalRows.instant(row, "seen_at").orElseThrow()))
                    .findOne();
            if (seen.isPresent() && seen.get().at().isBefore(now.minus(TOUCH_AFTER))) {
                PortalRows.update(handle, PortalStatement.TOUCH_SESSION, tenant)
                        .bind("hash", hash)
                        .bind("now", PortalRows.at(now))
                        .execute();
            }
            return seen.map(Seen::session);
        });
    }

    void showRemote(WaitingMail mail, Session session) {
        parts.database()
                .inTenant(
                        mail.tenant(),
                        handle -> PortalRows.update(handle, PortalStatement.SHOW_REMOTE, mail.tenant())
                                .bind("hash", session.hash())
                                .bind("recipient", mail.recipient().id())
                                .execute());
    }

    void end(TenantId tenant, Session session) {
        parts.database()
                .inTenant(
                        tenant,
                        handle -> PortalRows.update(handle, PortalStatement.DELETE_SESSION, tenant)
                                .bind("hash", session.hash())
                                .execute());
    }

    private byte[] hash(String cookie, String browser) {
        return settings.secrets().mac("sessions", cookie, browser);
    }
}
