package chancery.openpgp;

import chancery.mail.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A private key as GnuPG's agent keeps it: a canonical S-expression of names and numbers. */
record GnuPgKeyFile(Map<String, byte[]> numbers) {
    private static final List<List<String>> ORDER = List.of(List.of("d", "p", "q", "u"), List.of("x"), List.of("d"));

    static Optional<GnuPgKeyFile> read(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        return text.startsWith("(11:private-key(") ? Optional.of(new GnuPgKeyFile(atoms(text))) : Optional.empty();
    }

    // each atom is its length, a colon and its octets; a name of one letter goes before its number
    private static Map<String, byte[]> atoms(String text) {
        var numbers = new HashMap<String, byte[]>();
        String name = "";
        int at = 0;
        while (at < text.length()) {
            if (!Character.isDigit(text.charAt(at))) {
                at++;
                continue;
            }
            int colon = text.indexOf(':', at);
            int length = Integer.parseInt(text.substring(at, colon));
            String atom = text.substring(colon + 1, colon + 1 + length);
            if (name.length() == 1) {
                numbers.put(name, atom.getBytes(StandardCharsets.ISO_8859_1));
            }
            name = numbers.containsKey(name) ? "" : atom;
            at = colon + 1 + length;
        }
        return numbers;
    }

    /** The private key, when it belongs to this public one. */
    Optional<UnlockedKey.Secret> forKey(KeyPacket key) {
        for (var names : ORDER) {
            if (numbers.keySet().containsAll(names)) {
                var out = new OctetWriter();
                names.forEach(n -> out.mpi(numbers.get(n)));
                byte[] material = out.toOctets();
                try {
                    return Optional.of(
                            new UnlockedKey.Secret(key.publicOnly(), SecretNumbers.read(key, material), material));
                } catch (SyntaxException e) {
                    // another key's
                }
            }
        }
        return Optional.empty();
    }
}
