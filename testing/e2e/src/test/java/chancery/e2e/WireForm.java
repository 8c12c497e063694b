package chancery.e2e;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Files made into contents, and contents made worse. */
final class WireForm {
    private static final List<String> TOKENS = List.of(
            "\r\n--",
            "\r\n\r\n",
            "Content-Type: multipart/mixed; boundary=\"x\"\r\n",
            "Content-Type: message/rfc822\r\n\r\n",
            "Content-Transfer-Encoding: base64\r\n",
            "=?utf-8?B?AAAA?=",
            ";filename*0*=utf-8''%00",
            ": ",
            "\"",
            "(((((((((",
            "\t",
            "\u00e4\u00ff",
            "a".repeat(2000),
            "To: <\r\n",
            "Received: x\r\n",
            ".\r\n",
            "\r\n.",
            "begin 644 x\r\n",
            "\0",
            "\r",
            "\n");

    private WireForm() {}

    /** A file's lines with CR LF; what is neither stays as it is. */
    static byte[] lines(byte[] file) {
        var out = new ByteArrayOutputStream(file.length + file.length / 20);
        for (int i = 0; i < file.length; i++) {
            if (file[i] == '\n' && (i == 0 || file[i - 1] != '\r')) {
                out.write('\r');
            }
            out.write(file[i]);
        }
        boolean ended = file.length > 0 && file[file.length - 1] == '\n';
        out.writeBytes(ended ? new byte[0] : new byte[] {'\r', '\n'});
        return out.toByteArray();
    }

    /** The same for the same random numbers: some octets changed, ranges removed, doubled or moved, tokens put in. */
    static byte[] mutated(byte[] content, Random random) {
        byte[] now = content;
        int steps = 1 + random.nextInt(6);
        for (int i = 0; i < steps; i++) {
            now = step(now, random);
        }
        // what does not end with a line end cannot be sent as it is
        return now.length >= 2 && now[now.length - 2] == '\r' && now[now.length - 1] == '\n'
                ? now
                : joined(now, new byte[] {'\r', '\n'});
    }

    private static byte[] step(byte[] in, Random random) {
        int from = random.nextInt(in.length + 1);
        int to = Math.min(in.length, from + random.nextInt(1 + random.nextInt(400)));
        byte[] head = Arrays.copyOfRange(in, 0, from);
        byte[] range = Arrays.copyOfRange(in, from, to);
        byte[] tail = Arrays.copyOfRange(in, to, in.length);
        return switch (random.nextInt(6)) {
            case 0 -> {
                for (int i = 0; i < range.length; i += 1 + random.nextInt(20)) {
                    range[i] = (byte) (32 + random.nextInt(224));
                }
                yield joined(head, range, tail);
            }
            case 1 -> joined(head, tail);
            case 2 -> joined(head, range, range, tail);
            case 3 -> joined(range, head, tail);
            case 4 -> {
                String token = TOKENS.get(random.nextInt(TOKENS.size()));
                yield joined(head, token.getBytes(StandardCharsets.ISO_8859_1), range, tail);
            }
            default -> random.nextInt(4) == 0 ? head : joined(head, tail, range);
        };
    }

    private static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
