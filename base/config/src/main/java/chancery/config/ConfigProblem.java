package chancery.config;

/**
 * One thing that is wrong in a config file.
 *
 * @param source the file's name
 * @param line from 1, or 0 when the problem has no line (the file is missing)
 * @param column from 1, or 0
 * @param key dotted path of the key, empty for the file as a whole
 * @param text a sentence for a person
 */
public record ConfigProblem(String source, int line, int column, String key, String text) {
    @Override
    public String toString() {
        var place = line == 0 ? source : source + ":" + line + ":" + column;
        return place + ": " + (key.isEmpty() ? "" : key + ": ") + text;
    }
}
