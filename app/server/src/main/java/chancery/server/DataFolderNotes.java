package chancery.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What the command line on the same machine needs to find the API: its address and the certificate to trust. */
final class DataFolderNotes {
    private DataFolderNotes() {}

    static void write(Path data, int httpsPort, Path chain) throws IOException {
        Files.writeString(data.resolve("api.url"), "https://127.0.0.1:" + httpsPort + "\n");
        Files.copy(chain, data.resolve("api.pem"), StandardCopyOption.REPLACE_EXISTING);
    }
}
