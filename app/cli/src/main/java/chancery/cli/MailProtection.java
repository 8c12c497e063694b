package chancery.cli;

import chancery.mail.EmailAddress;
import chancery.mime.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The two ways to protect a mail end to end, each with its own kinds of key files. */
sealed interface MailProtection permits SmimeFiles, OpenPgpFiles {

    /** By what the person said, or by what the key files look like. */
    static MailProtection of(boolean openpgp, List<Path> keyFiles) {
        if (keyFiles.isEmpty()) {
            return openpgp ? new OpenPgpFiles() : new SmimeFiles();
        }
        var ofOpenPgp = keyFiles.stream().filter(MailProtection::isOpenPgp).toList();
        if (ofOpenPgp.isEmpty() && !openpgp) {
            return new SmimeFiles();
        }
        for (Path file : keyFiles) {
            if (!ofOpenPgp.contains(file)) {
                throw CliException.misused(
                        ofOpenPgp.isEmpty()
                                ? file + " holds no key of OpenPGP"
                                : file + " holds no key of OpenPGP, " + ofOpenPgp.getFirst()
                                        + " does: one mail is protected in one way");
            }
        }
        return new OpenPgpFiles();
    }

    /** Armored, or binary: a first octet that begins a packet with a key, which begins no PEM, DER or PKCS #12. */
    static boolean isOpenPgp(Path file) {
        byte[] octets = MailFiles.readKeyFile(file);
        return OpenPgpFiles.looksLikeKeys(octets);
    }

    /** What a new key is for. */
    record NewKey(String name, EmailAddress address, String kind, int years, char[] passphrase) {}

    /** A new key in the octets of its files. */
    record MadeKey(byte[] privateFile, byte[] publicFile, String fingerprint, String description) {}

    /** Name of the file that others get, from the name of the key file. */
    String certificateName(String keyName);

    MadeKey make(NewKey wanted, boolean container);

    /** Key files to protect with. */
    record Wanted(List<Path> to, Optional<Path> sign, Passphrase passphrase) {}

    void protect(Message message, Wanted wanted, OutputStream out);

    /** Key files to open with. */
    record Keys(Optional<Path> key, List<Path> trusted, Passphrase passphrase) {}

    /** Content that may be shown or written while it can still be read. */
    interface Content {
        /** Its text, nothing in it as markup; at most so many characters. */
        String text(int most) throws IOException;

        void writeTo(OutputStream out) throws IOException;

        static Content of(Message message) {
            return new Content() {
                @Override
                public String text(int most) throws IOException {
                    return message.searchableText(most);
                }

                @Override
                public void writeTo(OutputStream out) throws IOException {
                    message.writeTo(out);
                }
            };
        }
    }

    /** What was found, for people and for programs. */
    record Found(List<String> lines, ObjectNode json, boolean released, boolean textOnly, Optional<Content> content) {}

    /** Shows what was found while it can still be read. */
    interface Reader {
        void read(Found found);
    }

    void open(Message message, Keys keys, Reader reader);
}
