package chancery.cli;

import chancery.mime.HeaderSection;
import chancery.mime.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What was found in a mail, for a program and for a person. */
final class Inspection {
    private final ObjectNode json = ApiCommand.JSON.createObjectNode();
    private final List<String> lines = new ArrayList<>();

    /**
     * @param trusted files of certificates that signatures are checked with
     * @param online what asks the DNS, when the person wants that
     */
    static Inspection of(Message message, List<Path> trusted, Optional<InspectOnline> online) throws IOException {
        var inspection = new Inspection();
        inspection.head(message.header());
        InspectParts.add(message, inspection);
        InspectAuthentication.add(message.header(), inspection);
        InspectAutocrypt.add(message.header(), inspection);
        if (online.isPresent()) {
            online.get().add(message, inspection);
        }
        InspectProtection.add(message, trusted, inspection);
        InspectReports.add(message, inspection);
        return inspection;
    }

    private void head(HeaderSection header) {
        var node = json.putObject("header");
        for (String name : List.of("From", "Sender", "To", "Cc", "Subject", "Date", "Message-ID")) {
            if (header.first(name).isPresent()) {
                node.put(name.toLowerCase(java.util.Locale.ROOT), header.text(name));
                line("", name + ": " + header.text(name));
            }
        }
    }

    ObjectNode json() {
        return json;
    }

    void section(String title) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add(title);
    }

    /** Adds a line; what a terminal would act on is shown as a question mark. */
    void line(String indent, String text) {
        lines.add(indent + safe(text));
    }

    static String safe(String text) {
        return text.replaceAll("[\\r\\n\\t]+", " ").replaceAll("[\\p{Cc}\\p{Cf}]", "?");
    }

    String words() {
        return String.join("\n", lines);
    }
}
