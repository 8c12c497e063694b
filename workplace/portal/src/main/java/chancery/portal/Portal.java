package chancery.portal;

import chancery.spool.spi.Deliverer;

/** The portal as one object: what the spool delivers to, the clock that ends mails, and what the web pages work with. */
public final class Portal {
    private final PortalParts parts;
    private final PortalSettings settings;
    private final PortalDeliverer deliverer;
    private final PortalExpiry expiry;
    private final Reception reception;
    private final CodeDesk codes;
    private final SessionDesk sessions;
    private final MailReader reader;
    private final AnswerDesk answers;
    private final PortalTrail trail;
    private final SealedName names;
    private final UploadPlaces uploads = new UploadPlaces();

    public Portal(PortalParts parts, PortalSettings settings) {
        this.parts = parts;
        this.settings = settings;
        this.names = new SealedName(settings.secrets());
        this.trail = new PortalTrail(parts.audit(), settings.node(), settings.clock());
        NoticeWriter notices = new NoticeWriter(parts.vault(), settings, names);
        this.deliverer = new PortalDeliverer(parts, settings, notices, trail);
        this.expiry = new PortalExpiry(parts, settings, notices, trail);
        this.sessions = new SessionDesk(parts, settings, names);
        this.codes = new CodeDesk(parts, settings, notices, trail, sessions);
        this.reader = new MailReader(parts.vault());
        this.answers = new AnswerDesk(parts, settings, trail, reader);
        this.reception = new Reception(parts, settings, names, sessions);
    }

    /** For {@link chancery.mail.DeliveryMethod.PortalPickup}. */
    public Deliverer deliverer() {
        return deliverer;
    }

    /** To be asked to sweep every few minutes. */
    public PortalExpiry expiry() {
        return expiry;
    }

    PortalParts parts() {
        return parts;
    }

    PortalSettings settings() {
        return settings;
    }

    Reception reception() {
        return reception;
    }

    CodeDesk codes() {
        return codes;
    }

    SessionDesk sessions() {
        return sessions;
    }

    MailReader reader() {
        return reader;
    }

    AnswerDesk answers() {
        return answers;
    }

    UploadPlaces uploads() {
        return uploads;
    }

    PortalTrail trail() {
        return trail;
    }

    SealedName names() {
        return names;
    }
}
