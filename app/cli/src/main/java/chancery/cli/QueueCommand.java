package chancery.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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
final class QueueCommand extends CommandGroup {
    @Command(name = "list", description = "Show what waits.")
    static final class ListAll extends ApiCommand implements Runnable {
        @Mixin
        private Filters filters = new Filters();

        @Override
        public void run() {
            show(gateway().connect().get("queue", filters.pairs()));
        }
    }

    /** One step with one entry. */
    abstract static class Step extends ApiCommand implements Runnable {
        private final String method;
        private final String action;

        @Parameters(paramLabel = "ID", description = "of the entry, as queue list shows it")
        private String id = "";

        Step(String method, String action) {
            this.method = method;
            this.action = action;
        }

        @Override
        public void run() {
            show(gateway().connect().send(method, "queue/" + ApiClient.encode(id) + action, Optional.empty()));
        }
    }

    @Command(name = "retry", description = "Try one entry now.")
    static final class Retry extends Step {
        Retry() {
            super("POST", "/retry");
        }
    }

    @Command(name = "hold", description = "Keep one entry back until it is released.")
    static final class Hold extends Step {
        Hold() {
            super("POST", "/hold");
        }
    }

    @Command(name = "release", description = "Let a held entry go on.")
    static final class Release extends Step {
        Release() {
            super("POST", "/release");
        }
    }

    @Command(name = "cancel", description = "Give one entry up; its sender is told.")
    static final class Cancel extends Step {
        Cancel() {
            super("DELETE", "");
        }
    }
}
