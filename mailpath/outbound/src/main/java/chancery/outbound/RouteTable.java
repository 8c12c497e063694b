package chancery.outbound;

import chancery.config.HostPort;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The configured routes: a domain, {@code *.domain} for all below it, or {@code *} for all others. */
public final class RouteTable {
    private final Map<String, Route> routes = new TreeMap<>();

    public RouteTable(Map<String, HostPort> configured) {
        configured.forEach(
                (domain, to) -> routes.put(domain.toLowerCase(Locale.ROOT), new Route.Smarthost(to.host(), to.port())));
    }

    /**
     * The route of the domain itself, else of the nearest domain above it, else of {@code *}, else MX.
     *
     * @param domain lower case, in A-labels, or an address literal
     */
    public Route routeFor(String domain) {
        Route own = routes.get(domain);
        if (own != null) {
            return own;
        }
        for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
            Route above = routes.get("*" + domain.substring(dot));
            if (above != null) {
                return above;
            }
        }
        Route any = routes.get("*");
        return any != null ? any : new Route.MxLookup();
    }
}
