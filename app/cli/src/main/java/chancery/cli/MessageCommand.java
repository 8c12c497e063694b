package chancery.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "message",
        description = "The life of a mail: every decision and what became of it.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {MessageCommand.ListAll.class, MessageCommand.Show.class})
final class MessageCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw CliException.misused("message needs a command: "
                + String.join(", ", spec.subcommands().keySet()));
    }

    @Command(name = "list", description = "The latest mails.")
    static final class ListAll extends ApiCommand implements Runnable {
        @Parameters(
                arity = "0..*",
                paramLabel = "NAME=VALUE",
                description = "what must match, for example tenant=clinic")
        private List<String> filters = List.of();

        @Override
        public void run() {
            show(gateway().connect().get("messages", Fields.pairs(filters)));
        }
    }

    @Command(name = "show", description = "The life of one mail.")
    static final class Show extends ApiCommand implements Runnable {
        @Parameters(index = "0", paramLabel = "ID")
        private String id = "";

        @Parameters(
                index = "1..*",
                arity = "0..*",
                paramLabel = "NAME=VALUE",
                description = "for example tenant=clinic")
        private List<String> filters = List.of();

        @Override
        public void run() {
            show(gateway().connect().get("messages/" + ApiClient.encode(id), Map.copyOf(Fields.pairs(filters))));
        }
    }
}
