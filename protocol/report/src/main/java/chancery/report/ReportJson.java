package chancery.report;

import chancery.mail.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON of reports (RFC 8259), read within limits, each value asked for by its type. */
final class ReportJson {
    static final JsonMapper WRITER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final int LONGEST_NUMBER = 20;
    private static final long MOST_TOKENS = 1_000_000;

    private ReportJson() {}

    /** The object of a document. */
    static ObjectNode object(byte[] document, ReportLimits limits) throws SyntaxException {
        var constraints = StreamReadConstraints.builder()
                .maxNestingDepth(limits.depth())
                .maxDocumentLength(limits.octets())
                .maxStringLength(limits.octets())
                .maxNumberLength(LONGEST_NUMBER)
                .maxTokenCount(MOST_TOKENS)
                .build();
        var factory = JsonFactory.builder()
                .streamReadConstraints(constraints)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try {
            JsonNode node = new JsonMapper(factory).readTree(new String(document, StandardCharsets.UTF_8));
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            long at = e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
            throw new SyntaxException("not JSON", Math.clamp(at, 0, Integer.MAX_VALUE));
        }
        throw new SyntaxException("no JSON object", 0);
    }

    static ObjectNode object(JsonNode parent, String name) throws SyntaxException {
        if (parent.get(name) instanceof ObjectNode object) {
            return object;
        }
        throw new SyntaxException("no object " + name, 0);
    }

    /** The objects of an array; none when there is no such value. */
    static List<ObjectNode> objects(JsonNode parent, String name, int most) throws SyntaxException {
        JsonNode array = parent.get(name);
        if (array == null || array.isNull()) {
            return List.of();
        }
        List<ObjectNode> objects = new ArrayList<>();
        for (JsonNode node : array) {
            if (!(node instanceof ObjectNode object) || !array.isArray()) {
                throw new SyntaxException(name + " is no array of objects", 0);
            }
            objects.add(object);
            if (objects.size() > most) {
                throw new SyntaxException("more than " + most + " values in " + name, 0);
            }
        }
        return objects;
    }

    /** A text, or empty when there is none; another type is malformed. */
    static Optional<String> text(JsonNode parent, String name) throws SyntaxException {
        JsonNode node = parent.get(name);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isString()) {
            throw new SyntaxException(name + " is no text", 0);
        }
        return Optional.of(node.asString());
    }

    static String required(JsonNode parent, String name) throws SyntaxException {
        return text(parent, name).filter(t -> !t.isBlank()).orElseThrow(() -> new SyntaxException("no " + name, 0));
    }

    /** The texts of an array, or the one text that stands in its place. */
    static List<String> texts(JsonNode parent, String name) throws SyntaxException {
        JsonNode node = parent.get(name);
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            return text(parent, name).stream().toList();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : node) {
            if (!item.isString()) {
                throw new SyntaxException(name + " holds something that is no text", 0);
            }
            texts.add(item.asString());
        }
        return texts;
    }

    /** A count, or the given one when there is none. */
    static long count(JsonNode parent, String name, long otherwise) throws SyntaxException {
        JsonNode node = parent.get(name);
        if (node == null || node.isNull()) {
            return otherwise;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.asLong() < 0) {
            throw new SyntaxException(name + " is no count", 0);
        }
        return node.asLong();
    }

    /** A moment as RFC 3339 §5.6 writes it. */
    static Instant instant(JsonNode parent, String name) throws SyntaxException {
        try {
            return OffsetDateTime.parse(required(parent, name)).toInstant();
        } catch (DateTimeParseException e) {
            throw new SyntaxException(name + " is no time", 0);
        }
    }
}
