package chancery.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where the web server keeps what it works with: parts of files that are being uploaded, and the documents of an
 * application, of which we have none. In the data folder, since a gateway that is killed would leave both in /tmp, and
 * since without one of ours a folder named {@code public} where the gateway was started would be shown to everybody.
 */
record WebFolder(Path base, Path documents) {

    /** Empty, for its owner alone: what a killed gateway has left there goes. */
    static WebFolder cleared(Path data) throws IOException {
        Path base = data.resolve("web");
        if (Files.exists(base)) {
            try (Stream<Path> left = Files.walk(base)) {
                for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectory(base, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new WebFolder(base, Files.createDirectory(base.resolve("documents")));
    }
}
