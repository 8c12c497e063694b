package chancery.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The same five commands for every resource of the API. */
@Command(
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ResourceCommand.ListAll.class,
            ResourceCommand.Show.class,
            ResourceCommand.Add.class,
            ResourceCommand.Change.class,
            ResourceCommand.Remove.class
        })
final class ResourceCommand implements Runnable {
    private final Resource resource;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ResourceCommand(Resource resource) {
        this.resource = resource;
    }

    @Override
    public void run() {
        throw CliException.misused(resource.word() + " needs a command: "
                + String.join(", ", spec.subcommands().keySet()));
    }

    String path() {
        return resource.path();
    }

    String path(String id) {
        return resource.path() + "/" + ApiClient.encode(id);
    }

    @Command(name = "list", description = "Show all, or those that match.")
    static final class ListAll extends ApiCommand implements Runnable {
        @ParentCommand
        private ResourceCommand parent = new ResourceCommand(Resource.TENANT);

        @Mixin
        private Filters filters = new Filters();

        @Override
        public void run() {
            show(gateway().connect().get(parent.path(), filters.pairs()));
        }
    }

    @Command(name = "show", description = "Show one.")
    static final class Show extends ApiCommand implements Runnable {
        @ParentCommand
        private ResourceCommand parent = new ResourceCommand(Resource.TENANT);

        @Parameters(paramLabel = "ID")
        private String id = "";

        @Override
        public void run() {
            show(gateway().connect().get(parent.path(id), java.util.Map.of()));
        }
    }

    @Command(name = "add", description = "Add one.")
    static final class Add extends ApiCommand implements Runnable {
        @ParentCommand
        private ResourceCommand parent = new ResourceCommand(Resource.TENANT);

        @Option(names = "--file", paramLabel = "FILE", description = "the fields as JSON; NAME=VALUE comes on top")
        private Optional<Path> file = Optional.empty();

        @Parameters(
                arity = "0..*",
                paramLabel = "NAME=VALUE",
                description = "its fields; NAME=@FILE takes a file's text")
        private List<String> fields = List.of();

        @Override
        public void run() {
            show(gateway()
                    .connect()
                    .send("POST", parent.path(), Optional.of(Fields.body(file, fields, parent.resource.example()))));
        }
    }

    @Command(name = "set", description = "Change fields of one.")
    static final class Change extends ApiCommand implements Runnable {
        @ParentCommand
        private ResourceCommand parent = new ResourceCommand(Resource.TENANT);

        @Parameters(index = "0", paramLabel = "ID")
        private String id = "";

        @Option(names = "--file", paramLabel = "FILE", description = "the fields as JSON; NAME=VALUE comes on top")
        private Optional<Path> file = Optional.empty();

        @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME=VALUE", description = "the fields to change")
        private List<String> fields = List.of();

        @Override
        public void run() {
            show(gateway().connect().send("PATCH", parent.path(id), Optional.of(Fields.body(file, fields, ""))));
        }
    }

    @Command(name = "remove", description = "Remove one.")
    static final class Remove extends ApiCommand implements Runnable {
        @ParentCommand
        private ResourceCommand parent = new ResourceCommand(Resource.TENANT);

        @Parameters(paramLabel = "ID")
        private String id = "";

        @Override
        public void run() {
            show(gateway().connect().send("DELETE", parent.path(id), Optional.empty()));
        }
    }
}
