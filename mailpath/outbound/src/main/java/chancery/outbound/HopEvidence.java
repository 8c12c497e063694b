package chancery.outbound;

import chancery.mail.SmtpReply;
import chancery.smtp.SmtpClientEvidence;
import chancery.smtp.SmtpClientSession;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;

/** Writes what happened at a next hop as the facts of a delivery outcome. */
final class HopEvidence {
    private final Map<String, String> facts = new TreeMap<>();

    HopEvidence(NextHop hop, InetSocketAddress address) {
        facts.put("next-hop", hop.host());
        facts.put("address", address.getAddress().getHostAddress());
        facts.put("port", Integer.toString(address.getPort()));
        facts.put("route", hop.configured() ? "configured" : "mx");
        facts.put("dns", hop.named().name().toLowerCase(java.util.Locale.ROOT));
    }

    HopEvidence with(String key, String value) {
        facts.put(key, value);
        return this;
    }

    HopEvidence session(SmtpClientSession session) {
        facts.put("dsn", session.offers("DSN") ? "passed" : "not-offered");
        facts.put("tls-version", "none");
        session.evidence().ifPresent(this::tls);
        return this;
    }

    HopEvidence tls(SmtpClientEvidence tls) {
        facts.put("tls-version", tls.version());
        facts.put("tls-cipher", tls.cipher());
        facts.put("tls-verified", Boolean.toString(tls.verified()));
        facts.put("cert-sha256", String.join(",", tls.chainSha256()));
        facts.put("cert-subject", tls.certificate().subject());
        facts.put("cert-not-after", tls.certificate().notAfter().toString());
        facts.put("cert-names", String.join(",", tls.namesMatched()));
        return this;
    }

    Map<String, String> facts() {
        return Map.copyOf(facts);
    }

    Map<String, String> facts(SmtpReply reply) {
        Map<String, String> all = new TreeMap<>(facts);
        all.put("reply", (reply.code() + " " + reply.status() + " " + reply.text()).strip());
        return Map.copyOf(all);
    }
}
