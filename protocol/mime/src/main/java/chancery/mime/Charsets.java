package chancery.mime;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Charsets under the names that mail gives them. */
final class Charsets {
    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** Names that Java does not know, or that mail uses for the larger set of the same family. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("us-ascii", "windows-1252"),
            Map.entry("ascii", "windows-1252"),
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("iso8859-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("latin-1", "windows-1252"),
            Map.entry("ansi", "windows-1252"),
            Map.entry("iso-8859-9", "windows-1254"),
            Map.entry("iso-8859-11", "windows-874"),
            Map.entry("iso-8859-8-i", "iso-8859-8"),
            Map.entry("iso-8859-8-e", "iso-8859-8"),
            Map.entry("iso-8859-6-i", "iso-8859-6"),
            Map.entry("iso-8859-10", "iso-8859-4"),
            Map.entry("iso-8859-14", "iso-8859-15"),
            Map.entry("gb2312", "GB18030"),
            Map.entry("gb_2312-80", "GB18030"),
            Map.entry("gbk", "GB18030"),
            Map.entry("cp936", "GB18030"),
            Map.entry("big5", "Big5-HKSCS"),
            Map.entry("cn-big5", "Big5-HKSCS"),
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("ks_c_5601", "x-windows-949"),
            Map.entry("ksc5601", "x-windows-949"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("cp949", "x-windows-949"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("shift-jis", "windows-31j"),
            Map.entry("sjis", "windows-31j"),
            Map.entry("x-sjis", "windows-31j"),
            Map.entry("cp932", "windows-31j"),
            Map.entry("iso-2022-jp-ms", "x-windows-iso2022jp"),
            Map.entry("cp50220", "x-windows-iso2022jp"),
            Map.entry("utf8", "UTF-8"),
            Map.entry("utf-8mb4", "UTF-8"),
            Map.entry("unicode", "UTF-16"),
            Map.entry("macintosh", "x-MacRoman"),
            Map.entry("mac", "x-MacRoman"),
            Map.entry("x-mac-roman", "x-MacRoman"),
            Map.entry("x-mac-cyrillic", "x-MacCyrillic"),
            Map.entry("x-mac-ce", "x-MacCentralEurope"),
            Map.entry("tis-620", "windows-874"),
            Map.entry("cp-850", "IBM850"),
            Map.entry("cp-1252", "windows-1252"));

    private static final List<String> MAKERS = List.of("cp", "windows", "win", "ibm", "dos");

    /** Those of almost all mail. */
    private static final Map<String, Charset> COMMON = Map.of(
            "utf-8", StandardCharsets.UTF_8,
            "windows-1252", WINDOWS_1252,
            "utf-16", StandardCharsets.UTF_16);

    /**
     * All names that Java knows, in lower case. To ask Java about a name that it does not know takes it 200 microseconds and
     * more each time, and a hostile header section has room for tens of thousands of them.
     */
    private static final class All {
        static final Map<String, Charset> BY_NAME = read();

        private static Map<String, Charset> read() {
            var all = new HashMap<String, Charset>();
            for (Charset charset : Charset.availableCharsets().values()) {
                all.put(charset.name().toLowerCase(Locale.ROOT), charset);
            }
            for (Charset charset : Charset.availableCharsets().values()) {
                for (String alias : charset.aliases()) {
                    all.putIfAbsent(alias.toLowerCase(Locale.ROOT), Charset.forName(alias));
                }
            }
            return Map.copyOf(all);
        }
    }

    private Charsets() {}

    /** The charset of that name, with the quotes and the language that some programs leave in it; empty if unknown. */
    static Optional<Charset> named(String given) {
        String name = given.strip().toLowerCase(Locale.ROOT).replace("\"", "").replace("'", "");
        int star = name.indexOf('*');
        name = star > 0 ? name.substring(0, star) : name;
        if (name.isEmpty()) {
            return Optional.empty();
        }
        String known = NAMES.getOrDefault(name, name).toLowerCase(Locale.ROOT);
        var common = COMMON.get(known);
        if (common != null) {
            return Optional.of(common);
        }
        var found = All.BY_NAME.get(known);
        return found == null ? windowsNumber(known) : Optional.of(found);
    }

    // "cp1251", "windows1251", "win-1251", "x-cp1251", "1251" and so on
    private static Optional<Charset> windowsNumber(String name) {
        String rest = name.startsWith("x-") ? name.substring(2) : name;
        for (String maker : MAKERS) {
            if (rest.startsWith(maker)) {
                rest = rest.substring(maker.length());
                break;
            }
        }
        rest = rest.startsWith("-") || rest.startsWith("_") ? rest.substring(1) : rest;
        boolean known = rest.equals("874")
                || (rest.length() == 4 && rest.startsWith("125") && "012345678".contains(rest.substring(3)));
        return known ? Optional.of(Charset.forName("windows-" + rest)) : Optional.empty();
    }

    static boolean isUtf7(String given) {
        String name = given.strip().toLowerCase(Locale.ROOT);
        return name.equals("utf-7") || name.equals("utf7") || name.equals("unicode-1-1-utf-7");
    }

    /** Decodes with the named charset; where that is unknown, as octets without declared charset. */
    static String decode(byte[] octets, String name) {
        if (isUtf7(name)) {
            return Utf7.decode(octets);
        }
        var charset = named(name);
        boolean saysAscii = charset.isPresent() && charset.get().equals(WINDOWS_1252) && isAsciiName(name);
        if (charset.isEmpty() || saysAscii) {
            return decodeUndeclared(octets, 0, octets.length);
        }
        return withoutMark(new String(octets, charset.get()));
    }

    /** True when octets below 128 mean under this name what they mean in ASCII, whatever stands around them. */
    static boolean extendsAscii(String name) {
        if (isUtf7(name)) {
            return false;
        }
        String canonical = named(name).orElse(WINDOWS_1252).name();
        return canonical.equals("UTF-8") || canonical.startsWith("windows-125") || canonical.startsWith("ISO-8859-");
    }

    private static boolean isAsciiName(String name) {
        return name.toLowerCase(Locale.ROOT).contains("ascii");
    }

    /** Decodes octets of which nothing is said: UTF-8 if they are that, else windows-1252, which fits all. */
    static String decodeUndeclared(byte[] octets, int offset, int length) {
        if (ByteScan.isAscii(octets, offset, offset + length)) {
            return new String(octets, offset, length, StandardCharsets.ISO_8859_1);
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, offset, length));
            return withoutMark(text.toString());
        } catch (CharacterCodingException e) {
            return new String(octets, offset, length, WINDOWS_1252);
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
