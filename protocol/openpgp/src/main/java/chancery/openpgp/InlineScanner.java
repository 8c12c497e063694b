package chancery.openpgp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Splits a text into its blocks. A block that does not end, or has a header that it must not have, is text like any other:
 * nothing is half understood. Every octet of the text is in exactly one block.
 */
final class InlineScanner {
    static final String BEGIN_CLEARTEXT = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final int MOST_BLOCKS = 200;

    private final byte[] octets;
    private final List<Line> lines = new ArrayList<>();
    private final List<InlineBlock> blocks = new ArrayList<>();
    private int at;
    private int textFrom;

    /** One line: from {@code start} to {@code end}, with its line end to {@code next}. */
    private record Line(int start, int end, int next) {}

    private InlineScanner(byte[] octets) {
        this.octets = octets;
        int start = 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\n') {
                lines.add(new Line(start, i > start && octets[i - 1] == '\r' ? i - 1 : i, i + 1));
                start = i + 1;
            }
        }
        if (start < octets.length) {
            lines.add(new Line(start, octets.length, octets.length));
        }
    }

    /** The blocks of a text, at most 200; what follows is text. */
    static List<InlineBlock> scan(byte[] octets) {
        return new InlineScanner(octets).run();
    }

    private List<InlineBlock> run() {
        while (at < lines.size() && blocks.size() < MOST_BLOCKS) {
            String line = text(at);
            Optional<InlineBlock> block = Optional.empty();
            int begin = at;
            if (line.equals(BEGIN_CLEARTEXT)) {
                block = cleartext();
            } else if (line.equals(Armor.Kind.MESSAGE.begin())) {
                block = armored(Armor.Kind.MESSAGE);
            } else if (line.equals(Armor.Kind.PUBLIC_KEY.begin())) {
                block = armored(Armor.Kind.PUBLIC_KEY);
            }
            if (block.isPresent()) {
                textUpTo(begin);
                blocks.add(block.get());
                textFrom = at;
            } else {
                at = begin + 1;
            }
        }
        at = lines.size();
        textUpTo(at);
        return List.copyOf(blocks);
    }

    private void textUpTo(int line) {
        if (textFrom < line) {
            blocks.add(new InlineBlock.Text(Arrays.copyOfRange(
                    octets, lines.get(textFrom).start(), lines.get(line - 1).next())));
        }
    }

    /** The characters of a line, without white space behind them; mail programs leave no-break spaces (UTF-8) there. */
    private String text(int index) {
        var line = lines.get(index);
        // begins of blocks are short, so long lines need no copy
        int end = Math.min(line.end(), line.start() + 200);
        return new String(octets, line.start(), end - line.start(), StandardCharsets.ISO_8859_1)
                .replace("\u00c2\u00a0", " ")
                .stripTrailing();
    }

    private Optional<InlineBlock> armored(Armor.Kind kind) {
        var armor = new ByteArrayOutputStream();
        for (int i = at; i < lines.size(); i++) {
            String line = text(i);
            armor.writeBytes((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
            if (line.equals(kind.end())) {
                at = i + 1;
                return Optional.of(new InlineBlock.Armored(kind, armor.toByteArray()));
            }
            boolean another = i > at && line.startsWith("-----BEGIN ");
            if (another) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<InlineBlock> cleartext() {
        int i = at + 1;
        while (i < lines.size() && text(i).startsWith("Hash:")) {
            i++;
        }
        // RFC 9580 §7.1: any other header could be taken for signed text
        if (i >= lines.size() || !text(i).isEmpty()) {
            return Optional.empty();
        }
        var signed = new ArrayList<byte[]>();
        for (i++; i < lines.size(); i++) {
            String line = text(i);
            if (line.equals(Armor.Kind.SIGNATURE.begin())) {
                at = i;
                return armored(Armor.Kind.SIGNATURE)
                        .map(block -> new InlineBlock.Cleartext(signed, ((InlineBlock.Armored) block).armor()));
            }
            if (line.startsWith("-----BEGIN PGP ")) {
                return Optional.empty();
            }
            signed.add(unescaped(lines.get(i)));
        }
        return Optional.empty();
    }

    // RFC 9580 §7.2
    private byte[] unescaped(Line line) {
        boolean escaped =
                line.end() - line.start() >= 2 && octets[line.start()] == '-' && octets[line.start() + 1] == ' ';
        return Arrays.copyOfRange(octets, line.start() + (escaped ? 2 : 0), line.end());
    }
}
