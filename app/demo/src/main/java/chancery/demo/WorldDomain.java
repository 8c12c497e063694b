package chancery.demo;

import java.util.Arrays;
import java.util.List;

/** The domains of the stand-in world, each with its own way to take mail. */
enum WorldDomain {
    PARTNER("partner.example", Tls.VERIFIES, Behaviour.ACCEPTS),
    PLAIN("plain.example", Tls.NONE, Behaviour.ACCEPTS),
    BADCERT("badcert.example", Tls.DOES_NOT_VERIFY, Behaviour.ACCEPTS),
    SLOW("slow.example", Tls.NONE, Behaviour.DEFERS_FIRST),
    MIXED("mixed.example", Tls.NONE, Behaviour.REFUSES_NOBODY),
    GUEST("guest.example", Tls.DOES_NOT_VERIFY, Behaviour.ACCEPTS),
    /** The mail server of the demo's own tenant, where inbound mail and reports arrive. */
    CLINIC("clinic.example", Tls.VERIFIES, Behaviour.ACCEPTS);

    enum Tls {
        VERIFIES,
        DOES_NOT_VERIFY,
        NONE
    }

    enum Behaviour {
        ACCEPTS,
        /** Each combination of sender and recipient is deferred at its first try. */
        DEFERS_FIRST,
        /** The local-part {@code nobody} does not exist. */
        REFUSES_NOBODY
    }

    private final String domain;
    private final Tls tls;
    private final Behaviour behaviour;

    WorldDomain(String domain, Tls tls, Behaviour behaviour) {
        this.domain = domain;
        this.tls = tls;
        this.behaviour = behaviour;
    }

    String domain() {
        return domain;
    }

    Tls tls() {
        return tls;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    /** Those that are not the tenant's own. */
    static List<WorldDomain> outside() {
        return Arrays.stream(values()).filter(d -> d != CLINIC).toList();
    }
}
