package chancery.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Test sets of public projects, where they are present: in CHANCERY_CORPORA, or beside the project. */
final class Corpora {
    private Corpora() {}

    /** The 187 mails of the two MIME torture sets as they are sent, lines ending in CR LF; empty where they are absent. */
    static List<byte[]> torture() {
        var mails = new ArrayList<byte[]>();
        mails.addAll(mails("mime-mail-parser-stalwart", ".eml"));
        mails.addAll(mails("mime-mime4j", ".msg"));
        return mails;
    }

    private static List<byte[]> mails(String name, String ending) {
        Path folder = root().resolve(name);
        var mails = new ArrayList<byte[]>();
        if (!Files.isDirectory(folder)) {
            return mails;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file :
                    all.filter(p -> p.toString().endsWith(ending)).sorted().toList()) {
                mails.add(WireForm.lines(Files.readAllBytes(file)));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return mails;
    }

    private static Path root() {
        String named = System.getenv("CHANCERY_CORPORA");
        if (named != null) {
            return Path.of(named);
        }
        Path above = Path.of("").toAbsolutePath();
        while (above != null) {
            Path found = above.resolveSibling("shared").resolve("corpora");
            if (Files.isDirectory(found)) {
                return found;
            }
            above = above.getParent();
        }
        return Path.of("shared/corpora");
    }
}
