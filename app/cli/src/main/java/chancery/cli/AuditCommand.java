package chancery.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "audit",
        description = "The record of every decision.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = AuditCommand.Verify.class)
final class AuditCommand extends CommandGroup {
    @Command(name = "verify", description = "Recompute the chain; exit status 1 when it is broken.")
    static final class Verify extends ApiCommand implements Runnable {
        @Mixin
        private Filters filters = new Filters();

        @Override
        public void run() {
            var answer = gateway().connect().get("audit/verify", filters.pairs());
            show(answer);
            if (answer.values().stream()
                    .anyMatch(one -> !one.path("state").asString("").equals("intact"))) {
                throw CliException.failed("an audit chain is not intact");
            }
        }
    }
}
