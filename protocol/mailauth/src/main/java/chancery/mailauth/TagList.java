package chancery.mailauth;

import chancery.mail.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code tag=value; tag=value} (RFC 6376 §3.2), in its order. */
final class TagList {
    private static final int MOST_TAGS = 100;

    /** @param position of the value's first character */
    record Tag(String name, String value, int position) {}

    private final Map<String, Tag> tags;

    private TagList(Map<String, Tag> tags) {
        this.tags = tags;
    }

    /** Reads an unfolded text. Any fault makes the whole list void, a name that stands twice is one. */
    static TagList parse(String text) throws SyntaxException {
        var tags = new LinkedHashMap<String, Tag>();
        int at = 0;
        while (at < text.length() || tags.isEmpty()) {
            int end = text.indexOf(';', at);
            end = end < 0 ? text.length() : end;
            boolean trailing = end == text.length()
                    && !tags.isEmpty()
                    && text.substring(at).isBlank();
            if (!trailing) {
                var tag = tag(text, at, end);
                if (tags.putIfAbsent(tag.name(), tag) != null) {
                    throw new SyntaxException("tag appears twice", at);
                }
            }
            if (tags.size() > MOST_TAGS) {
                throw new SyntaxException("more than " + MOST_TAGS + " tags", at);
            }
            at = end + 1;
        }
        return new TagList(tags);
    }

    private static Tag tag(String text, int start, int end) throws SyntaxException {
        int at = start;
        while (at < end && isSpace(text.charAt(at))) {
            at++;
        }
        int nameStart = at;
        while (at < end && isNameCharacter(text.charAt(at), at == nameStart)) {
            at++;
        }
        String name = text.substring(nameStart, at);
        while (at < end && isSpace(text.charAt(at))) {
            at++;
        }
        if (name.isEmpty() || at >= end || text.charAt(at) != '=') {
            throw new SyntaxException(name.isEmpty() ? "tag name expected" : "'=' expected", at);
        }
        int valueStart = at + 1;
        int valueEnd = end;
        while (valueStart < valueEnd && isSpace(text.charAt(valueStart))) {
            valueStart++;
        }
        while (valueEnd > valueStart && isSpace(text.charAt(valueEnd - 1))) {
            valueEnd--;
        }
        for (int i = valueStart; i < valueEnd; i++) {
            if (!isSpace(text.charAt(i)) && !Cursor.isVisible(text.charAt(i))) {
                throw new SyntaxException("character not allowed in a tag value", i);
            }
        }
        return new Tag(name, text.substring(valueStart, valueEnd), valueStart);
    }

    private static boolean isNameCharacter(char c, boolean first) {
        return Cursor.isAlpha(c) || (!first && (Cursor.isDigit(c) || c == '_'));
    }

    static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    boolean has(String name) {
        return tags.containsKey(name);
    }

    Optional<Tag> find(String name) {
        return Optional.ofNullable(tags.get(name));
    }

    /** The value, or the default where the tag is absent. */
    String value(String name, String otherwise) {
        return find(name).map(Tag::value).orElse(otherwise);
    }

    Tag required(String name) throws SyntaxException {
        return find(name).orElseThrow(() -> new SyntaxException("tag \"" + name + "\" is missing", 0));
    }

    /** The name of the first tag. */
    String firstName() {
        return tags.keySet().iterator().next();
    }

    List<Tag> all() {
        return new ArrayList<>(tags.values());
    }

    /** Colon-separated values without white space around them; no tag gives none. */
    List<String> list(String name) {
        if (!has(name)) {
            return List.of();
        }
        var items = new ArrayList<String>();
        for (String item : value(name, "").split(":", -1)) {
            items.add(item.strip());
        }
        return items;
    }

    static byte[] base64(Tag tag) throws SyntaxException {
        try {
            byte[] text = tag.value().getBytes(StandardCharsets.US_ASCII);
            int bare = 0;
            for (byte c : text) {
                text[bare] = c;
                bare += isSpace(c) ? 0 : 1;
            }
            return Base64.getDecoder().decode(Arrays.copyOf(text, bare));
        } catch (IllegalArgumentException e) {
            throw new SyntaxException("base64 expected", tag.position());
        }
    }
}
