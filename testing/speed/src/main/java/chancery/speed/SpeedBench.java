package chancery.speed;

import java.io.PrintStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks whose class names contain a word of the command line, all without one, and prints a table. */
public final class SpeedBench {
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
            options.include("(?i)chancery\\.speed\\.[a-z0-9]*" + word);
        }
        if (words.length == 0) {
            options.include("chancery\\.speed");
        }
        print(new Runner(options.build()).run(), System.out);
    }

    private static void print(Collection<RunResult> results, PrintStream out) {
        Map<String, List<RunResult>> subjects = new LinkedHashMap<>();
        for (RunResult result : results) {
            subjects.computeIfAbsent(subject(result), s -> new java.util.ArrayList<>())
                    .add(result);
        }
        out.printf("%n%-44s %-22s %14s %8s   %s%n", "subject", "what", "a second", "+-", "ratio to");
        subjects.forEach((subject, rows) -> rows.forEach(row -> {
            var score = row.getPrimaryResult();
            out.printf(
                    "%-44s %-22s %,14.1f %7.0f%%   %s%n",
                    subject,
                    method(row),
                    score.getScore(),
                    100 * score.getScoreError() / score.getScore(),
                    ratios(row, rows));
        }));
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

    private static String ratios(RunResult row, List<RunResult> rows) {
        if (isMeasure(method(row))) {
            return "";
        }
        var text = new StringBuilder();
        for (RunResult other : rows) {
            if (isMeasure(method(other))) {
                double ratio = row.getPrimaryResult().getScore()
                        / other.getPrimaryResult().getScore();
                text.append(String.format("%s %.2f  ", method(other), ratio));
            }
        }
        return text.toString().strip();
    }

    private static boolean isMeasure(String method) {
        return method.startsWith("floor") || method.startsWith("peer");
    }
}
