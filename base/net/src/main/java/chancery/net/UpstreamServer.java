package chancery.net;

import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;

/**
 * One recursive server, as the validator sees it. A server's refusal ends the question here: the validator would take
 * it for a forged answer and remember the zone as bogus, although a server that is down tells nothing about the zone.
 */
final class UpstreamServer implements Resolver {
    /** Carries questions to the server; does not look at answers. */
    @FunctionalInterface
    interface Transport {
        CompletionStage<Message> send(Message query);
    }

    /** The server answered, but not the question. */
    static final class Refused extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final boolean bogus;

        private Refused(String why, boolean bogus) {
            super(why);
            this.bogus = bogus;
        }

        /** The server itself validates, and says that validation failed (RFC 8914 §4.7 and after). */
        boolean bogus() {
            return bogus;
        }

        static Optional<Refused> in(Throwable trouble) {
            for (Throwable t = trouble; t != null; t = t.getCause()) {
                if (t instanceof Refused refused) {
                    return Optional.of(refused);
                }
            }
            return Optional.empty();
        }
    }

    /** Small enough to pass any path unfragmented; longer answers come by TCP. */
    private static final int EDNS_PAYLOAD = 1232;

    private final Transport transport;
    private final Duration timeout;
    private volatile int flags;

    UpstreamServer(Transport transport, Duration timeout) {
        this.transport = transport;
        this.timeout = timeout;
    }

    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor executor) {
        return sendAsync(query);
    }

    @Override
    public CompletionStage<Message> sendAsync(Message query) {
        var sent = query.clone();
        if (sent.getOPT() == null) {
            sent.addRecord(new OPTRecord(EDNS_PAYLOAD, 0, 0, flags), Section.ADDITIONAL);
        }
        return transport.send(sent).thenApply(UpstreamServer::answered);
    }

    private static Message answered(Message response) {
        int rcode = response.getRcode();
        if (rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN) {
            return response;
        }
        var why = "server answered " + Rcode.string(rcode);
        var failed = validationError(response);
        throw new java.util.concurrent.CompletionException(new Refused(
                failed.map(text -> why + " (validation failed: " + text + ")").orElse(why), failed.isPresent()));
    }

    private static Optional<String> validationError(Message response) {
        var opt = response.getOPT();
        return opt == null
                ? Optional.empty()
                : opt.getOptions().stream()
                        .filter(ExtendedErrorCodeOption.class::isInstance)
                        .map(o -> ((ExtendedErrorCodeOption) o).getErrorCode())
                        .filter(UpstreamServer::meansBogus)
                        .map(ExtendedErrorCodeOption::text)
                        .findFirst();
    }

    private static boolean meansBogus(int code) {
        return code >= ExtendedErrorCodeOption.DNSSEC_BOGUS && code <= ExtendedErrorCodeOption.NSEC_MISSING;
    }

    /** The validator asks for signatures by a flag; the payload is ours. */
    @Override
    public void setEDNS(int version, int payloadSize, int edns, List<EDNSOption> options) {
        flags = edns;
    }

    @Override
    public Duration getTimeout() {
        return timeout;
    }

    @Override
    public void setTimeout(Duration other) {
        throw fixed();
    }

    @Override
    public void setPort(int port) {
        throw fixed();
    }

    @Override
    public void setTCP(boolean flag) {
        throw fixed();
    }

    @Override
    public void setIgnoreTruncation(boolean flag) {
        // the validator says that it wants whole answers, which it gets anyway
    }

    @Override
    public void setTSIGKey(TSIG key) {
        throw fixed();
    }

    private static IllegalStateException fixed() {
        return new IllegalStateException("the transport was settled when the server was named");
    }
}
