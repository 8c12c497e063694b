package chancery.mime;

/** UTF-7 (RFC 2152), which Java does not know and old mail uses. */
final class Utf7 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private Utf7() {}

    static String decode(byte[] octets) {
        var text = new StringBuilder(octets.length);
        int i = 0;
        while (i < octets.length) {
            if (octets[i] != '+') {
                text.append((char) (octets[i++] & 0xff));
            } else if (i + 1 < octets.length && octets[i + 1] == '-') {
                text.append('+');
                i += 2;
            } else {
                i = shifted(octets, i + 1, text);
            }
        }
        return text.toString();
    }

    private static int shifted(byte[] octets, int start, StringBuilder text) {
        int bits = 0;
        int count = 0;
        int i = start;
        while (i < octets.length) {
            int value = ALPHABET.indexOf(octets[i]);
            if (value < 0) {
                break;
            }
            bits = ((bits << 6) | value) & 0x3fffff;
            count += 6;
            if (count >= 16) {
                count -= 16;
                text.append((char) ((bits >> count) & 0xffff));
            }
            i++;
        }
        return i < octets.length && octets[i] == '-' ? i + 1 : i;
    }
}
