package chancery.admin;

import java.util.List;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where mail for a domain goes before MX is asked. Read only: routes are set in the configuration file. */
@RestController
@RequestMapping("/api/v1/routes")
final class RouteController {
    private final Admin admin;

    record RouteView(String domain, String nextHop, String source) {}

    RouteController(Admin admin) {
        this.admin = admin;
    }

    @GetMapping
    List<RouteView> list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        TenantNames.requireOperator(caller);
        return new TreeMap<>(admin.routes())
                .entrySet().stream()
                        .map(route -> new RouteView(route.getKey(), route.getValue(), "outbound.routes"))
                        .toList();
    }
}
