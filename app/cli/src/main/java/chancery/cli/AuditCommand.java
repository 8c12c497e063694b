package chancery.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "audit",
        description = "The record of every decision.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = AuditCommand.Verify.class)
final class AuditCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw CliException.misused(
                "audit needs a command: " + String.join(", ", spec.subcommands().keySet()));
    }

    @Command(name = "verify", description = "Recompute the chain; exit status 1 when it is broken.")
    static final class Verify extends ApiCommand implements Runnable {
        @Parameters(arity = "0..*", paramLabel = "NAME=VALUE", description = "which tenant: tenant=clinic")
        private List<String> filters = List.of();

        @Override
        public void run() {
            var answer = gateway().connect().get("audit/verify", Fields.pairs(filters));
            show(answer);
            if (answer.values().stream()
                    .anyMatch(one -> !one.path("state").asString("").equals("intact"))) {
                throw CliException.failed("an audit chain is not intact");
            }
        }
    }
}
