package chancery.outbound;

import chancery.mail.SmtpReply;
import chancery.smtp.SmtpClientMail;
import chancery.smtp.SmtpClientOpened;
import chancery.smtp.SmtpClientSession;
import chancery.smtp.SmtpClientTls;
import java.net.InetSocketAddress;
import java.time.Duration;

/** One try at one address of a next hop. */
final class HopAttempt {
    private final SessionPool pool;
    private final NextHop hop;
    private final InetSocketAddress address;
    private final HopEvidence evidence;
    private final long startedNanos = System.nanoTime();

    HopAttempt(SessionPool pool, NextHop hop, InetSocketAddress address) {
        this.pool = pool;
        this.hop = hop;
        this.address = address;
        this.evidence = new HopEvidence(hop, address);
    }

    /** True when the host answered, so that its other addresses need not be tried. */
    boolean serve(SmtpClientMail mail, DomainAttempt progress, Duration within) {
        SmtpClientTls tls = progress.needsVerified()
                ? new SmtpClientTls.Verified(hop.host(), hop.provingNames())
                : new SmtpClientTls.Opportunistic(hop.host());
        var key = new SessionPool.Key(address, tls);
        for (var used = pool.reuse(key); used.isPresent(); used = pool.reuse(key)) {
            if (send(key, used.get(), mail, progress, within)) {
                return true;
            }
        }
        return open(key, mail, progress, within);
    }

    private boolean open(SessionPool.Key key, SmtpClientMail mail, DomainAttempt progress, Duration within) {
        return switch (pool.connect(key, left(within))) {
            case SmtpClientOpened.Ready r -> send(key, r.session(), mail, progress, within);
            case SmtpClientOpened.Unreachable u -> {
                progress.met(SmtpReply.of(451, "4.4.1", u.why()), evidence.facts());
                yield false;
            }
            case SmtpClientOpened.Refused r -> {
                refused(r.reply(), progress);
                yield true;
            }
            case SmtpClientOpened.NoTls n -> withoutTls("starttls-" + n.why(), key, mail, progress, within);
            case SmtpClientOpened.TlsFailed f -> {
                f.evidence().ifPresent(evidence::tls);
                yield withoutTls(f.why(), key, mail, progress, within);
            }
        };
    }

    /** What verified mail cannot use, opportunistic mail does without; this is the only place where clear is chosen. */
    private boolean withoutTls(
            String why, SessionPool.Key key, SmtpClientMail mail, DomainAttempt progress, Duration within) {
        evidence.with("tls-failure", why);
        if (progress.needsVerified()) {
            progress.unfit(why, evidence.facts());
            return true;
        }
        if (key.tls() instanceof SmtpClientTls.Clear) {
            return true;
        }
        return open(new SessionPool.Key(address, new SmtpClientTls.Clear()), mail, progress, within);
    }

    // RFC 7504 §4: 521 is for ever; other refusals of a whole host are often about our address and pass
    private void refused(SmtpReply reply, DomainAttempt progress) {
        if (reply.code() == 521) {
            progress.refused(reply, evidence.facts(reply));
        } else if (reply.isPermanent()) {
            var text = ("The next hop refused the connection: " + reply.code() + " " + reply.text()).strip();
            progress.met(SmtpReply.of(451, "4.7.0", text), evidence.facts(reply));
        } else {
            progress.met(
                    reply.isTemporary() ? reply : SmtpReply.of(451, "4.5.0", "The next hop broke the protocol"),
                    evidence.facts(reply));
        }
    }

    private boolean send(
            SessionPool.Key key,
            SmtpClientSession session,
            SmtpClientMail mail,
            DomainAttempt progress,
            Duration within) {
        if (progress.requireTls() && !session.offers("REQUIRETLS")) {
            evidence.session(session).with("tls-failure", "requiretls-not-offered");
            progress.unfit("REQUIRETLS not offered", evidence.facts());
            pool.release(key, session);
            return true;
        }
        var result = session.send(mail, left(within));
        pool.release(key, session);
        if (result.lostBeforeContent() && session.mails() > 1) {
            // kept too long: the server had closed it, and nothing had been sent
            return false;
        }
        evidence.session(session);
        progress.settle(result, evidence);
        return !result.lostBeforeContent();
    }

    private Duration left(Duration within) {
        return within.minusNanos(System.nanoTime() - startedNanos);
    }
}
