package chancery.portal;

import java.util.Optional;

/**
 * Who stands at the door: a browser with a link to a mail that still waits.
 *
 * @param browser the secret of the browser's cookie
 * @param session empty until a code was right
 */
record Guest(Visit visit, WaitingMail mail, TenantFace face, String browser, Optional<SessionDesk.Session> session) {
    NoticeWriter.Occasion occasion() {
        return new NoticeWriter.Occasion(mail.tenant(), face);
    }

    /** The content may be shown: signed in, and opened by a click of its own. */
    boolean mayRead() {
        return session.isPresent() && mail.recipient().openedAt().isPresent();
    }

    boolean wantsRemote() {
        return session.flatMap(SessionDesk.Session::remoteFor)
                .filter(mail.recipient().id()::equals)
                .isPresent();
    }
}
