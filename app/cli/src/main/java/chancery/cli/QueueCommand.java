package chancery.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "queue",
        description = "Mail that waits for its delivery.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            QueueCommand.ListAll.class,
            QueueCommand.Retry.class,
            QueueCommand.Hold.class,
            QueueCommand.Release.class,
            QueueCommand.Cancel.class
        })
final class QueueCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw CliException.misused(
                "queue needs a command: " + String.join(", ", spec.subcommands().keySet()));
    }

    @Command(name = "list", description = "Show what waits.")
    static final class ListAll extends ApiCommand implements Runnable {
        @Parameters(
                arity = "0..*",
                paramLabel = "NAME=VALUE",
                description = "what must match, for example tenant=clinic")
        private List<String> filters = List.of();

        @Override
        public void run() {
            show(gateway().connect().get("queue", Fields.pairs(filters)));
        }
    }

    @Command(name = "retry", description = "Try one entry now.")
    static final class Retry extends ApiCommand implements Runnable {
        @Parameters(paramLabel = "ID")
        private String id = "";

        @Override
        public void run() {
            show(gateway().connect().send("POST", "queue/" + ApiClient.encode(id) + "/retry", Optional.empty()));
        }
    }

    @Command(name = "hold", description = "Keep one entry back until it is released.")
    static final class Hold extends ApiCommand implements Runnable {
        @Parameters(paramLabel = "ID")
        private String id = "";

        @Override
        public void run() {
            show(gateway().connect().send("POST", "queue/" + ApiClient.encode(id) + "/hold", Optional.empty()));
        }
    }

    @Command(name = "release", description = "Let a held entry go on.")
    static final class Release extends ApiCommand implements Runnable {
        @Parameters(paramLabel = "ID")
        private String id = "";

        @Override
        public void run() {
            show(gateway().connect().send("POST", "queue/" + ApiClient.encode(id) + "/release", Optional.empty()));
        }
    }

    @Command(name = "cancel", description = "Give one entry up; its sender is told.")
    static final class Cancel extends ApiCommand implements Runnable {
        @Parameters(paramLabel = "ID")
        private String id = "";

        @Override
        public void run() {
            show(gateway().connect().send("DELETE", "queue/" + ApiClient.encode(id), Optional.empty()));
        }
    }
}
