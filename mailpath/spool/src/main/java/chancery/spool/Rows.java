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
                statement.setArray(position, statement.getConnection().createArrayOf(type, elements(values)));
    }

    // createArrayOf knows null as an element, our lists do not
    private static @Nullable Object[] elements(List<Object> values) {
        var elements = new @Nullable Object[values.size()];
        for (int i = 0; i < elements.length; i++) {
            Object value = values.get(i);
            elements[i] = value == NULL ? null : value;
        }
        return elements;
    }
}
