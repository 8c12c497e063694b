package chancery.telemetry;

import chancery.mail.EmailAddress;
import chancery.mail.EnvelopeRecipient;
import chancery.mail.ReversePath;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Hides mail addresses: each becomes a tag that is the same for the same address and the same key. */
final class Redaction {
    private static final int LONGEST_TEXT = 2_000;

    /** Generous: better a tag too many than an address in the log. */
    private static final Pattern ADDRESS =
            Pattern.compile("(\"(?:[^\"\\\\]|\\\\.){1,64}\"|[^\\s<>\"'(),:;=\\[\\]{}|@/]{1,128})@"
                    + "(\\[[0-9A-Za-z:.]{3,60}]|[\\p{L}\\p{N}](?:[\\p{L}\\p{N}._-]{0,253}))");

    private final byte[] key;
    private final boolean hide;
    private final boolean showDomains;

    Redaction(byte[] key, boolean hide, boolean showDomains) {
        this.key = key.clone();
        this.hide = hide;
        this.showDomains = showDomains;
    }

    /** A value as it may stand in a line. */
    String show(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case EmailAddress address -> hide ? tag(address.localPart(), address.domain()) : address.toString();
            case ReversePath.Mailbox mailbox -> show(mailbox.address());
            case ReversePath.Null _ -> "<>";
            case EnvelopeRecipient recipient -> show(recipient.address());
            case Collection<?> many ->
                many.stream()
                        .limit(20)
                        .map(this::show)
                        .collect(Collectors.joining(" ", "", many.size() > 20 ? " …" : ""));
            default -> text(String.valueOf(value));
        };
    }

    /** Text of somebody else: addresses become tags, control characters spaces, what is too long is cut. */
    String text(String text) {
        var cut = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
        return addresses(cut);
    }

    /** As {@link #text}, but for a stack trace, which may be longer. */
    String trace(String text) {
        return addresses(text.length() > 8 * LONGEST_TEXT ? text.substring(0, 8 * LONGEST_TEXT) + "…" : text);
    }

    private String addresses(String text) {
        if (!hide || text.indexOf('@') < 0) {
            return text;
        }
        return ADDRESS.matcher(text)
                .replaceAll(found ->
                        java.util.regex.Matcher.quoteReplacement(tag(unquote(found.group(1)), found.group(2))));
    }

    private static String unquote(String localPart) {
        return localPart.length() > 1 && localPart.startsWith("\"")
                ? localPart.substring(1, localPart.length() - 1)
                : localPart;
    }

    private String tag(String localPart, String domain) {
        var whole = localPart.toLowerCase(Locale.ROOT) + "@" + domain.toLowerCase(Locale.ROOT);
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            var hash = mac.doFinal(whole.getBytes(StandardCharsets.UTF_8));
            return "~" + HexFormat.of().formatHex(Arrays.copyOf(hash, 4)) + (showDomains ? "@" + domain : "");
        } catch (GeneralSecurityException e) {
            return "~hidden";
        }
    }
}
