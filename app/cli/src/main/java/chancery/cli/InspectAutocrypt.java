package chancery.cli;

import chancery.mime.HeaderSection;
import chancery.openpgp.AutocryptHeader;
import java.util.Optional;

/** The certificate that a mail gives away of its author. A claim of whoever wrote the mail; nothing is verified. */
final class InspectAutocrypt {
    private InspectAutocrypt() {}

    static void add(HeaderSection header, Inspection inspection) {
        if (header.first(AutocryptHeader.FIELD).isEmpty()) {
            return;
        }
        inspection.section("Autocrypt, as the mail itself says; not verified");
        var node = inspection.json().putObject("autocrypt");
        Optional<AutocryptHeader> found = AutocryptHeader.of(header);
        node.put("usable", found.isPresent());
        if (found.isEmpty()) {
            inspection.line("  ", "The field is not used: it must be one, well formed, and name the one author.");
            return;
        }
        AutocryptHeader given = found.get();
        node.put("address", given.address().toString())
                .put("fingerprint", given.certificate().fingerprint().hex())
                .put("prefersEncryption", given.prefersEncryption());
        inspection.line("  ", "Key of " + given.address() + ": " + OpenPgpWords.name(given.certificate()) + ".");
        inspection.line(
                "  ",
                given.prefersEncryption()
                        ? "Asks for encrypted answers to encrypted and plain mails."
                        : "Does not ask for encryption.");
    }
}
