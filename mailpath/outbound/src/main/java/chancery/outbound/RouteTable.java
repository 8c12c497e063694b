package chancery.outbound;

import chancery.config.HostPort;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The configured routes: a domain, {@code *.domain} for all below it, or {@code *} for all others. */
public final class RouteTable {
    private final Map<String, Route> routes = new TreeMap<>();

    private final Function<String, Optional<HostPort>> ownServers;

    public RouteTable(Map<String, HostPort> configured) {
        this(configured, domain -> Optional.empty());
    }

    /** @param ownServers the mail server of a domain that this installation receives for; asked before {@code *} */
    public RouteTable(Map<String, HostPort> configured, Function<String, Optional<HostPort>> ownServers) {
        this.ownServers = ownServers;
        configured.forEach(
                (domain, to) -> routes.put(domain.toLowerCase(Locale.ROOT), new Route.Smarthost(to.host(), to.port())));
    }

    /**
     * The route of the domain itself, else of the nearest domain above it, else the domain's own mail server, else of
     * {@code *}, else MX.
     *
     * @param domain lower case, in A-labels, or an address literal
     */
    public Route routeFor(String domain) {
        Route named = routes.get(domain);
        if (named != null) {
            return named;
        }
        for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
            Route above = routes.get("*" + domain.substring(dot));
            if (above != null) {
                return above;
            }
        }
        var own = ownServers.apply(domain);
        if (own.isPresent()) {
            return new Route.Smarthost(own.get().host(), own.get().port());
        }
        Route any = routes.get("*");
        return any != null ? any : new Route.MxLookup();
    }
}
