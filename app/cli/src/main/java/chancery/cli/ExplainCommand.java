package chancery.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "explain", description = "How a mail would travel to each recipient, and why, without sending it.")
final class ExplainCommand extends ApiCommand implements Runnable {
    @Option(names = "--from", required = true, paramLabel = "ADDRESS", description = "who would send it")
    private String from = "";

    @Option(names = "--to", required = true, split = ",", paramLabel = "ADDRESS", description = "who would receive it")
    private List<String> to = List.of();

    @Option(names = "--subject", paramLabel = "TEXT", description = "its subject, when no file is given")
    private Optional<String> subject = Optional.empty();

    @Parameters(arity = "0..1", paramLabel = "FILE.eml", description = "the mail itself")
    private Optional<Path> file = Optional.empty();

    @Override
    public void run() {
        var body = JSON.createObjectNode();
        body.put("from", from);
        var recipients = body.putArray("to");
        to.forEach(recipients::add);
        if (file.isPresent()) {
            body.put("content", content(file.get()));
        } else {
            subject.ifPresent(text -> body.put("subject", text));
        }
        show(gateway().connect().send("POST", "plan", Optional.of(body)), PlanWords::of);
    }

    /** JSON carries text; each octet becomes the character of its number, which the API turns back. */
    private static String content(Path mail) {
        try {
            return new String(Files.readAllBytes(mail), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw MailFiles.unreadable(mail, e);
        }
    }
}
