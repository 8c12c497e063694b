package chancery.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "admin",
        description = "Look at and change a running gateway.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {QueueCommand.class, MessageCommand.class, AuditCommand.class})
final class AdminCommand extends CommandGroup {
    /** With one command for each resource of the API. */
    static CommandLine commandLine() {
        var admin = new CommandLine(new AdminCommand());
        for (var resource : Resource.values()) {
            var command = ResourceCommand.of(resource);
            command.getCommandSpec().usageMessage().description(resource.what() + ".");
            var example = resource.example(Sending.ADD);
            if (!example.isEmpty()) {
                command.getCommandSpec()
                        .usageMessage()
                        .footer("", "For example: chancery admin " + resource.word() + " " + example);
            }
            admin.addSubcommand(resource.word(), command);
        }
        return admin;
    }
}
