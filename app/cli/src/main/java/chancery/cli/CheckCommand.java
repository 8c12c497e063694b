package chancery.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = "Look at what others see. Needs no gateway.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = CheckDomainCommand.class)
final class CheckCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw CliException.misused("check needs to know what: "
                + String.join(", ", spec.subcommands().keySet()));
    }
}
