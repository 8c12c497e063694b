package chancery.mailauth;

import java.util.List;
import java.util.Optional;

/** What a client is compared with (RFC 7208 §5). */
public sealed interface SpfMechanism {
    /** True when evaluating it asks the DNS, and so counts against the limit (RFC 7208 §4.6.4). */
    boolean asksDns();

    /** RFC 7208 §5.1: fits every client. */
    record All() implements SpfMechanism {
        @Override
        public boolean asksDns() {
            return false;
        }
    }

    /** RFC 7208 §5.2: fits when that domain's record says pass. */
    record Include(MacroString domain) implements SpfMechanism {
        @Override
        public boolean asksDns() {
            return true;
        }
    }

    /** RFC 7208 §5.3: fits when the client is an address of the domain. */
    record A(Target target) implements SpfMechanism {
        @Override
        public boolean asksDns() {
            return true;
        }
    }

    /** RFC 7208 §5.4: fits when the client is an address of a mail exchanger of the domain. */
    record Mx(Target target) implements SpfMechanism {
        @Override
        public boolean asksDns() {
            return true;
        }
    }

    /** RFC 7208 §5.5: fits when a validated name of the client is in the domain. Should not be used. */
    record Ptr(Target target) implements SpfMechanism {
        @Override
        public boolean asksDns() {
            return true;
        }
    }

    /** RFC 7208 §5.6: fits when the client is in the network. */
    record Ip(SpfNetwork network) implements SpfMechanism {
        @Override
        public boolean asksDns() {
            return false;
        }
    }

    /** RFC 7208 §5.7: fits when the name has an A record. */
    record Exists(MacroString domain) implements SpfMechanism {
        @Override
        public boolean asksDns() {
            return true;
        }
    }

    /**
     * Whose addresses are meant, and how much of them counts.
     *
     * @param spec the domain-spec in a list of one, or empty: then the domain of the record itself
     * @param prefix4 leading bits that count for IPv4, 0 to 32
     * @param prefix6 leading bits that count for IPv6, 0 to 128
     */
    record Target(List<MacroString> spec, int prefix4, int prefix6) {
        public Target {
            spec = List.copyOf(spec);
        }

        public Optional<MacroString> domain() {
            return spec.stream().findFirst();
        }
    }
}
