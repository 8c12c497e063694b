package chancery.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * A JSON value with its place, read strictly: every mistake is noted and reading goes on, so that all are told at
 * once.
 */
record JsonObject(JsonNode node, String place, List<PolicyReading.Mistake> mistakes) {

    void mistake(String what) {
        mistakes.add(new PolicyReading.Mistake(place, what));
    }

    /** False, and a mistake, when this is no object; a mistake for every key that is not known. */
    boolean isObjectOf(List<String> known) {
        if (!node.isObject()) {
            mistake("an object is expected");
            return false;
        }
        for (String key : node.propertyNames()) {
            if (!known.contains(key)) {
                mistake(KnownWords.unknown("key", key, known));
            }
        }
        return true;
    }

    Optional<JsonObject> optional(String key) {
        JsonNode value = node.get(key);
        String inside = place.isEmpty() ? key : place + "." + key;
        return value == null ? Optional.empty() : Optional.of(new JsonObject(value, inside, mistakes));
    }

    Optional<JsonObject> required(String key) {
        Optional<JsonObject> value = optional(key);
        if (value.isEmpty()) {
            mistake("\"" + key + "\" is missing");
        }
        return value;
    }

    Optional<String> string() {
        if (!node.isString()) {
            mistake("a string is expected");
            return Optional.empty();
        }
        return Optional.of(node.stringValue());
    }

    Optional<Long> integer() {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            mistake("a whole number is expected");
            return Optional.empty();
        }
        return Optional.of(node.longValue());
    }

    Optional<Integer> smallInteger() {
        Optional<Long> value = integer();
        if (value.isPresent() && value.get() != value.get().intValue()) {
            mistake("the number is too large");
            return Optional.empty();
        }
        return value.map(Long::intValue);
    }

    /** Every entry of a list that could be read; a mistake when this is no list. */
    <T> List<T> list(Function<JsonObject, Optional<T>> entry) {
        var out = new ArrayList<T>();
        if (!node.isArray()) {
            mistake("a list is expected");
        } else {
            int i = 0;
            for (JsonNode value : node) {
                entry.apply(new JsonObject(value, place + "[" + i++ + "]", mistakes))
                        .ifPresent(out::add);
            }
        }
        return out;
    }

    /** Builds a value whose own constructor may refuse; a refusal is a mistake at this place. */
    <T> Optional<T> build(Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (IllegalArgumentException e) {
            mistake(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    <A, B, T> Optional<T> build(Optional<A> a, Optional<B> b, BiFunction<A, B, T> value) {
        return a.isEmpty() || b.isEmpty() ? Optional.empty() : build(() -> value.apply(a.get(), b.get()));
    }

    <A, T> Optional<T> build(Optional<A> a, Function<A, T> value) {
        return a.isEmpty() ? Optional.empty() : build(() -> value.apply(a.get()));
    }
}
