package chancery.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be done with a resource of the API; the same words for each. */
@Command(synopsisSubcommandLabel = "COMMAND")
final class ResourceCommand implements Runnable {
    private final Resource resource;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private ResourceCommand(Resource resource) {
        this.resource = resource;
    }

    /** With a command for each thing that the API can do with it. */
    static CommandLine of(Resource resource) {
        var command = new CommandLine(new ResourceCommand(resource));
        for (var action : resource.actions()) {
            command.addSubcommand(
                    switch (action) {
                        case "list" -> new ListAll(resource);
                        case "show" -> new Show(resource);
                        case "add" -> new Add(resource);
                        case "change" -> new Change(resource);
                        case "remove" -> new Remove(resource);
                        case "versions" -> new PolicyVersions.Versions();
                        case "publish" -> new PolicyVersions.Publish();
                        default -> throw new IllegalStateException(action);
                    });
        }
        for (var sending : Sending.values()) {
            command.getSubcommands().entrySet().stream()
                    .filter(one -> one.getKey().equals(sending.word()))
                    .forEach(one -> FieldHelp.add(one.getValue().getCommandSpec(), resource, sending));
        }
        return command;
    }

    @Override
    public void run() {
        throw CliException.misused(resource.word() + " needs a command: "
                + String.join(", ", spec.subcommands().keySet()));
    }

    @Command(name = "list", description = "Show all, or those that match.")
    static final class ListAll extends ApiCommand implements Runnable {
        private final Resource resource;

        @Mixin
        private Filters filters = new Filters();

        ListAll(Resource resource) {
            this.resource = resource;
        }

        @Override
        public void run() {
            show(gateway().connect().get(resource.path(), filters.pairs()));
        }
    }

    @Command(name = "show", description = "Show one.")
    static final class Show extends ApiCommand implements Runnable {
        private final Resource resource;

        @Parameters(paramLabel = "ID")
        private String id = "";

        Show(Resource resource) {
            this.resource = resource;
        }

        @Override
        public void run() {
            show(gateway().connect().get(resource.path(id), Map.of()));
        }
    }

    /** What a person sends: fields, or a file of them. */
    static class Sender extends ApiCommand {
        @Option(names = "--file", paramLabel = "FILE", description = "the fields as JSON; NAME=VALUE comes on top")
        private Optional<Path> file = Optional.empty();

        final void send(Sending sending, Resource resource, String path, List<String> fields) {
            var alone = sending == Sending.ADD ? resource.named() : "";
            var body = Fields.body(file, fields, alone, resource.example(sending));
            show(gateway().connect().send(sending.method(), path, Optional.of(body)));
        }
    }

    @Command(name = "add", description = "Add one.")
    static final class Add extends Sender implements Runnable {
        private final Resource resource;

        @Parameters(
                arity = "0..*",
                paramLabel = "NAME=VALUE",
                description = "its fields; NAME=@FILE takes a file's text")
        private List<String> fields = List.of();

        Add(Resource resource) {
            this.resource = resource;
        }

        @Override
        public void run() {
            send(Sending.ADD, resource, resource.path(), fields);
        }
    }

    @Command(name = "change", description = "Change one; what is not named stays as it is.")
    static final class Change extends Sender implements Runnable {
        private final Resource resource;

        @Parameters(index = "0", paramLabel = "ID")
        private String id = "";

        @Parameters(
                index = "1..*",
                arity = "0..*",
                paramLabel = "NAME=VALUE",
                description = "the fields to change; NAME=@FILE takes a file's text")
        private List<String> fields = List.of();

        Change(Resource resource) {
            this.resource = resource;
        }

        @Override
        public void run() {
            send(Sending.CHANGE, resource, resource.path(id), fields);
        }
    }

    @Command(name = "remove", description = "Remove one.")
    static final class Remove extends ApiCommand implements Runnable {
        private final Resource resource;

        @Parameters(paramLabel = "ID")
        private String id = "";

        Remove(Resource resource) {
            this.resource = resource;
        }

        @Override
        public void run() {
            show(gateway().connect().send("DELETE", resource.path(id), Optional.empty()));
        }
    }
}
