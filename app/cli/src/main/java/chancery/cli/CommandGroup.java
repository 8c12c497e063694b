package chancery.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only holds others, and says which when it is called alone. */
class CommandGroup implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public final void run() {
        throw CliException.misused(spec.name() + " needs a command: "
                + String.join(", ", spec.subcommands().keySet()));
    }
}
