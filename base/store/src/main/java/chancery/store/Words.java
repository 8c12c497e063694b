package chancery.store;

import java.util.List;

/** Shortens what programs and exceptions say to what an operator can read in one line. */
final class Words {
    private Words() {}

    static String of(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message.strip();
    }

    static String lastLines(String output) {
        List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
        return String.join(" / ", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
    }
}
