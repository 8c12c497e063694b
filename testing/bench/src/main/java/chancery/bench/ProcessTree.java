package chancery.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a process and all that it started have used, from /proc (Linux). */
final class ProcessTree {
    private static final double TICKS_PER_SECOND = 100;

    private final long root;

    ProcessTree(long root) {
        this.root = root;
    }

    /** Processor seconds, user and system, of living processes and of those that ended and were waited for. */
    double cpuSeconds() {
        return pids().mapToDouble(ProcessTree::cpu).sum();
    }

    /** Memory in MiB, pages that are shared counted by their share. */
    double memoryMib() {
        return pids().mapToDouble(ProcessTree::pss).sum() / 1024;
    }

    private Stream<Long> pids() {
        return ProcessHandle.of(root).stream()
                .flatMap(p -> Stream.concat(Stream.of(p), p.descendants()))
                .map(ProcessHandle::pid);
    }

    private static double cpu(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int i = 11; i <= 14; i++) {
                ticks += Long.parseLong(fields[i]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException e) {
            return 0; // ended meanwhile: its parent counts it now
        }
    }

    private static double pss(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(l -> l.startsWith("Pss:"))
                    .mapToDouble(l -> Double.parseDouble(l.replaceAll("[^0-9]", "")))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
