package chancery.cli;

import chancery.mail.FaultException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program behind the launcher. */
@Command(
        name = "chancery",
        description = "A secure mail gateway.",
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            BenchCommand.class,
            ExplainCommand.class,
            InspectCommand.class,
            CheckCommand.class,
            ConfigCommand.class,
            KeygenCommand.class,
            ProtectCommand.class,
            OpenCommand.class,
            CompletionCommand.class
        })
public final class Chancery implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "show this help")
    @SuppressWarnings("UnusedVariable") // the parser itself acts on it
    private boolean help;

    @Option(names = "--trace", scope = CommandLine.ScopeType.INHERIT, description = "show where a failure came from")
    private boolean trace;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    public static void main(String[] arguments) {
        var output = StandardOutput.ofThisProcess();
        var out = output.writer();
        var commands = commandLine().setOut(out);
        int status = execute(commands, arguments);
        out.flush();
        status = output.settle(status, commands.getErr());
        if (status != 0) {
            System.exit(status);
        }
    }

    /** @return the exit status */
    static int execute(CommandLine commands, String... arguments) {
        try {
            return commands.execute(arguments);
        } catch (OutOfMemoryError e) {
            commands.getErr()
                    .println("chancery: that is too large for the memory of this command; CHANCERY_HEAP gives more,"
                            + " for example: CHANCERY_HEAP=2g ./chancery ...");
            return 1;
        }
    }

    static CommandLine commandLine() {
        var root = new Chancery();
        return new CommandLine(root)
                .addSubcommand(AdminCommand.commandLine())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Chancery::misused)
                .setExecutionExceptionHandler((failure, command, _) -> failed(failure, command.getErr(), root.trace));
    }

    private static int misused(CommandLine.ParameterException problem, String[] arguments) {
        var err = problem.getCommandLine().getErr();
        var near = List.<String>of();
        if (problem instanceof CommandLine.UnmatchedArgumentException unmatched) {
            near = Misspelt.near(unmatched);
            err.println("chancery: " + unknown(unmatched));
        } else {
            err.println("chancery: " + Misspelt.words(problem));
        }
        if (!near.isEmpty()) {
            err.println("did you mean " + String.join(" or ", near) + "?");
        } else {
            err.println(problem.getCommandLine().getHelp().synopsis(0).strip());
        }
        err.println("--help says more");
        return 2;
    }

    private static String unknown(CommandLine.UnmatchedArgumentException problem) {
        var command = problem.getCommandLine();
        var word = problem.getUnmatched().getFirst();
        var name = command.getCommandSpec().qualifiedName().replaceFirst("^chancery ", "");
        var known = command.getSubcommands().keySet();
        if (problem.isUnknownOption()) {
            return name + " has no option " + word
                    + (known.isEmpty()
                            ? ""
                            : "; options stand behind the last word of a command: " + name + " "
                                    + known.iterator().next() + " " + word);
        }
        return known.isEmpty()
                ? name + " does not know what to do with '" + word + "'"
                : name + " has no command '" + word + "'; it has " + String.join(", ", known);
    }

    static int failed(Exception failure, PrintWriter err, boolean trace) {
        int status = failure instanceof CliException known ? known.exitStatus() : 1;
        err.println("chancery: " + sentence(failure));
        if (trace) {
            failure.printStackTrace(err);
        } else if (!(failure instanceof CliException) && !(failure instanceof FaultException)) {
            err.println("(--trace shows where this came from)");
        }
        return status;
    }

    /** What a person can use: a fault's detail without its code, with the innermost cause when it says more. */
    private static String sentence(Exception failure) {
        var message = String.valueOf(failure.getMessage());
        if (failure instanceof FaultException fault) {
            var name = fault.code().name();
            var detail = message.startsWith(name + ": ") ? message.substring(name.length() + 2) : message;
            var cause = innermost(fault);
            return detail + (cause == fault ? "" : ": " + cause.getMessage()) + " ("
                    + fault.code().number() + ")";
        }
        return failure instanceof CliException ? message : failure.getClass().getSimpleName() + ": " + message;
    }

    static Throwable innermost(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost;
    }
}
