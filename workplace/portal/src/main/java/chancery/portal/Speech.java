package chancery.portal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the portal says, in the language the guest's browser prefers of those there are. */
final class Speech {
    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);
    private static final int LONGEST_HEADER = 200;
    private static final long MEGABYTE = 1 << 20;

    private final Locale locale;
    private final ResourceBundle words;
    private final ZoneId zone;

    private Speech(Locale locale, ZoneId zone) {
        this.locale = locale;
        this.zone = zone.normalized().equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : zone;
        this.words = ResourceBundle.getBundle(
                "chancery.portal.words",
                locale,
                Speech.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** By the value of Accept-Language; English when it is absent, malformed or names nothing we speak. */
    static Speech preferredBy(String acceptLanguage, ZoneId zone) {
        return new Speech(choose(acceptLanguage), zone);
    }

    static Speech in(Locale locale, ZoneId zone) {
        return new Speech(locale, zone);
    }

    private static Locale choose(String acceptLanguage) {
        if (acceptLanguage.isBlank() || acceptLanguage.length() > LONGEST_HEADER) {
            return Locale.ENGLISH;
        }
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), LANGUAGES);
            return found == null ? Locale.ENGLISH : found;
        } catch (IllegalArgumentException malformed) {
            return Locale.ENGLISH;
        }
    }

    String language() {
        return locale.getLanguage();
    }

    Html say(String key, Object... values) {
        return Html.sentence(words.getString(key), values);
    }

    /** The same as plain text, for mails and header fields. */
    String plain(String key, String... values) {
        String text = words.getString(key);
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", values[i]);
        }
        return text;
    }

    String day(Instant instant) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .withLocale(region())
                .format(instant.atZone(zone));
    }

    String moment(Instant instant) {
        return DateTimeFormatter.ofPattern(
                        locale.equals(Locale.GERMAN) ? "d. MMMM yyyy, HH:mm z" : "d MMMM yyyy, HH:mm z", locale)
                .format(instant.atZone(zone));
    }

    /** 17 KB, 2.4 MB. */
    String size(long octets) {
        if (octets < 1024) {
            return octets + " B";
        }
        double shown = octets < MEGABYTE ? octets / 1024.0 : octets / (double) MEGABYTE;
        String digits = shown < 10 ? String.format(locale, "%.1f", shown) : String.valueOf(Math.round(shown));
        return digits + (octets < MEGABYTE ? " KB" : " MB");
    }

    private Locale region() {
        return locale.equals(Locale.GERMAN) ? Locale.GERMANY : Locale.UK;
    }
}
