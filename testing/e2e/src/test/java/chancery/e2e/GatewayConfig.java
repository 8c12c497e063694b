package chancery.e2e;

import java.util.List;

/**
 * What a test wants of a gateway.
 *
 * @param sinkPort where every mail leaves to
 * @param heap most memory of the program, as java's -Xmx takes it
 * @param flags further flags of the Java runtime
 * @param database the database section, empty for the embedded one
 * @param limits lines of the limits section
 * @param rate new connections per minute and address, 0 for no limit
 */
record GatewayConfig(int sinkPort, String heap, List<String> flags, String database, String limits, int rate) {
    static GatewayConfig to(Sink sink) {
        return new GatewayConfig(sink.port(), "256m", List.of(), "", "  connections-per-address: 1000", 0);
    }

    /** Clients from other addresses of loopback are strangers. */
    String relayNetwork() {
        return "127.0.0.1/32";
    }

    GatewayConfig withDatabase(String section) {
        return new GatewayConfig(sinkPort, heap, flags, section, limits, rate);
    }

    GatewayConfig withLimits(String lines) {
        return new GatewayConfig(sinkPort, heap, flags, database, lines, rate);
    }

    GatewayConfig withRate(int connectionsPerMinute) {
        return new GatewayConfig(sinkPort, heap, flags, database, limits, connectionsPerMinute);
    }

    String yaml() {
        return """
                hostname: gateway.clinic.example
                node: one
                listeners:
                  mx: 0
                  submission: 0
                  submissions: off
                  https: 0
                  http: off
                  management: "127.0.0.1:0"
                  addresses: ["127.0.0.1"]
                outbound:
                  routes: {"*": "127.0.0.1:%d"}
                spool:
                  first-retry: 1s
                  longest-retry: 2s
                  lease: 5s
                  stop-within: 20s
                limits:
                  connection-rate: %d
                %s
                %s
                """.formatted(sinkPort, rate, limits, database);
    }
}
