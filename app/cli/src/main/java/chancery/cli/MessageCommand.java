package chancery.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "message",
        description = "The life of a mail: every decision and what became of it.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {MessageCommand.ListAll.class, MessageCommand.Show.class})
final class MessageCommand extends CommandGroup {
    @Command(name = "list", description = "The latest mails.")
    static final class ListAll extends ApiCommand implements Runnable {
        @Mixin
        private Filters filters = new Filters();

        @Override
        public void run() {
            show(gateway().connect().get("messages", filters.pairs()));
        }
    }

    @Command(name = "show", description = "The life of one mail.")
    static final class Show extends ApiCommand implements Runnable {
        @Parameters(index = "0", paramLabel = "ID", description = "of the mail, as in the reply \"Accepted as ID\"")
        private String id = "";

        @Parameters(
                index = "1..*",
                arity = "0..*",
                paramLabel = "NAME=VALUE",
                description = "for example tenant=clinic")
        private List<String> filters = List.of();

        @Override
        public void run() {
            var answer = gateway().connect().get("messages/" + ApiClient.encode(id), Fields.pairs(filters));
            show(answer, MessageStory::of);
        }
    }
}
