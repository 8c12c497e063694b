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
            if (!resource.example("POST").isEmpty()) {
                command.getCommandSpec()
                        .usageMessage()
                        .footer("", "For example: chancery admin " + resource.word() + " " + resource.example("POST"));
            }
            admin.addSubcommand(resource.word(), command);
        }
        return admin;
    }
}
