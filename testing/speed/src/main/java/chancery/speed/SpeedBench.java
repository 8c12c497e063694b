package chancery.speed;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks that the command line names by the beginning of their class names, prints a table and says how
 * ours stand to their floors and peers: a row of ours to those with the same ending ({@code chanceryDecoded} to
 * {@code peerMime4jDecoded}), where there are none to all.
 */
public final class SpeedBench {
    private static final String OURS = "chancery";
    private static final int FORKS = 2;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 5;

    private SpeedBench() {}

    public static void main(String[] words) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .forks(FORKS)
                .warmupIterations(WARM_UP)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(ROUNDS)
                .measurementTime(TimeValue.seconds(1))
                .timeUnit(TimeUnit.SECONDS)
                .jvmArgsAppend("-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.NORMAL);
        for (String word : words) {
            options.include("chancery\\.speed\\." + Pattern.quote(word) + "Speed\\.");
        }
        print(new Runner(options.build()).run(), System.out);
    }

    private static void print(Collection<RunResult> results, PrintStream out) {
        Map<String, List<RunResult>> subjects = new LinkedHashMap<>();
        for (RunResult result : results) {
            subjects.computeIfAbsent(subject(result), s -> new ArrayList<>()).add(result);
        }
        out.printf("%n%-44s %-22s %14s %8s%n", "subject", "what", "a second", "+-");
        subjects.forEach((subject, rows) -> rows.forEach(row -> {
            var score = row.getPrimaryResult();
            double error = 100 * score.getScoreError() / score.getScore();
            out.printf("%-44s %-22s %,14.1f %7.0f%%%n", subject, method(row), score.getScore(), error);
        }));
        out.println();
        subjects.forEach((subject, rows) -> rows.stream()
                .filter(r -> method(r).startsWith(OURS))
                .forEach(row -> out.println(words(subject, row, rows))));
    }

    private static String subject(RunResult result) {
        String name = result.getParams().getBenchmark();
        String type = name.substring(0, name.lastIndexOf('.')).replace("chancery.speed.", "");
        var values = new StringBuilder(type);
        for (String key : new TreeSet<>(result.getParams().getParamsKeys())) {
            values.append(' ').append(result.getParams().getParam(key));
        }
        return values.toString();
    }

    private static String method(RunResult result) {
        String name = result.getParams().getBenchmark();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String words(String subject, RunResult row, List<RunResult> rows) {
        String ending = method(row).substring(OURS.length());
        var measures = rows.stream().filter(r -> !method(r).startsWith(OURS)).toList();
        var alike = measures.stream()
                .filter(m -> ending(method(m), rows).equals(ending))
                .toList();
        var comparisons = (alike.isEmpty() ? measures : alike)
                .stream().map(m -> comparison(ratio(row, m), method(m))).toList();
        return subject + (ending.isEmpty() ? "" : ", " + spaced(ending)) + ": " + String.join("; ", comparisons);
    }

    private static double ratio(RunResult row, RunResult measure) {
        return row.getPrimaryResult().getScore() / measure.getPrimaryResult().getScore();
    }

    /** The ending that a measure shares with a row of ours, or none. */
    private static String ending(String measure, List<RunResult> rows) {
        return rows.stream()
                .map(SpeedBench::method)
                .filter(m -> m.startsWith(OURS) && m.length() > OURS.length())
                .map(m -> m.substring(OURS.length()))
                .filter(measure::endsWith)
                .findFirst()
                .orElse("");
    }

    private static String comparison(double ratio, String measure) {
        String name = spaced(measure.replaceFirst("^(floor|peer)", ""));
        if (measure.startsWith("floor")) {
            return String.format("%.0f %% of the speed of its floor, %s", 100 * ratio, name);
        }
        return ratio >= 1
                ? String.format("%.2f times as fast as %s", ratio, name)
                : String.format("slower than %s, at %.0f %% of its speed", name, 100 * ratio);
    }

    private static String spaced(String words) {
        return words.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
