package chancery.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "completion", description = "Print a completion script: source <(./chancery completion)")
final class CompletionCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "SHELL", defaultValue = "bash", description = "bash or zsh")
    private String shell = "bash";

    @Override
    public void run() {
        if (!shell.equals("bash") && !shell.equals("zsh")) {
            throw CliException.misused("completion is there for bash and zsh, not for '" + shell + "'");
        }
        var out = spec.commandLine().getOut();
        out.println(AutoComplete.bash("chancery", Chancery.commandLine()));
        // people start it as ./chancery, which bash completes by that word
        out.println("complete -F _complete_chancery -o default ./chancery");
        out.flush();
    }
}
