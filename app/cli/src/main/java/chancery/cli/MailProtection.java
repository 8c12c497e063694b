package chancery.cli;

import chancery.mail.EmailAddress;
import chancery.mime.Message;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The two ways to protect a mail end to end, each with its own kinds of key files. */
sealed interface MailProtection permits SmimeFiles {

    /** By what the person said, or by what the first key file looks like. */
    static MailProtection of(boolean openpgp, List<Path> keyFiles) {
        boolean armoured = keyFiles.stream().anyMatch(MailProtection::looksLikeOpenPgp);
        if (openpgp || armoured) {
            throw CliException.misused("keys of OpenPGP are not taken yet; S/MIME takes PEM, DER and PKCS #12");
        }
        return new SmimeFiles();
    }

    private static boolean looksLikeOpenPgp(Path file) {
        return new String(MailFiles.readKeyFile(file), StandardCharsets.ISO_8859_1).contains("-----BEGIN PGP ");
    }

    /** What a new key is for. */
    record NewKey(EmailAddress address, String kind, int years, char[] passphrase) {}

    /** A new key in the octets of its files. */
    record MadeKey(byte[] privateFile, byte[] publicFile, String fingerprint, String description) {}

    MadeKey make(NewKey wanted, boolean container);

    /** Key files to protect with. */
    record Wanted(List<Path> to, Optional<Path> sign, Passphrase passphrase) {}

    void protect(Message message, Wanted wanted, OutputStream out);

    /** Key files to open with. */
    record Keys(Optional<Path> key, List<Path> trusted, Passphrase passphrase) {}

    /** What was found, for people and for programs. */
    record Found(List<String> lines, ObjectNode json, boolean released, boolean textOnly, Optional<Message> content) {}

    /** Shows what was found while it can still be read. */
    interface Reader {
        void read(Found found);
    }

    void open(Message message, Keys keys, Reader reader);
}
