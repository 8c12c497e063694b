package chancery.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks the system what standard error is; Java itself can tell it only of standard input and output. */
final class Terminal {
    private Terminal() {}

    static boolean isStandardError() {
        try {
            var target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            return false;
        }
    }
}
