package chancery.spool;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Rows of a batch, turned into one array per column for {@code unnest}. */
final class Rows {
    /** Stands for SQL's NULL. */
    static final Object NULL = new Object();

    private final String[] types;
    private final List<List<Object>> columns = new ArrayList<>();

    /** @param types PostgreSQL type names, one per column */
    Rows(String... types) {
        this.types = types;
        for (int i = 0; i < types.length; i++) {
            columns.add(new ArrayList<>());
        }
    }

    void add(Object... values) {
        for (int i = 0; i < types.length; i++) {
            columns.get(i).add(values[i]);
        }
    }

    boolean isEmpty() {
        return columns.getFirst().isEmpty();
    }

    /** Binds the columns, named by {@code prefix} and their number from 1. */
    <S extends SqlStatement<S>> S bindTo(S statement, String prefix) {
        for (int i = 0; i < types.length; i++) {
            statement.bind(prefix + (i + 1), array(types[i], columns.get(i)));
        }
        return statement;
    }

    private static Argument array(String type, List<Object> values) {
        return (position, statement, context) ->
                statement.setArray(position, statement.getConnection().createArrayOf(type, elements(type, values)));
    }

    // createArrayOf knows null as an element, our lists do not; it writes arrays of these types in binary, others as
    // text
    private static @Nullable Object[] elements(String type, List<Object> values) {
        @Nullable Object[] elements = switch (type) {
            case "text" -> new @Nullable String[values.size()];
            case "int4" -> new @Nullable Integer[values.size()];
            case "int8" -> new @Nullable Long[values.size()];
            case "bool" -> new @Nullable Boolean[values.size()];
            default -> new @Nullable Object[values.size()];
        };
        for (int i = 0; i < elements.length; i++) {
            Object value = values.get(i);
            elements[i] = value == NULL ? null : value;
        }
        return elements;
    }
}
