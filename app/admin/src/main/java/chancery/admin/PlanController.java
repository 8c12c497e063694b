package chancery.admin;

import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How a mail would travel to each recipient, and why, without sending it. */
@RestController
@RequestMapping("/api/v1/plan")
final class PlanController {
    private final Admin admin;
    private final Planner planner;

    PlanController(Admin admin) {
        this.admin = admin;
        this.planner = new Planner(admin);
    }

    @PostMapping
    List<Planner.PlanView> plan(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody byte[] octets) {
        Body body = Body.of(octets, "from", "to", "subject", "content");
        return planner.plan(caller, body, admin.policies()::current);
    }
}
