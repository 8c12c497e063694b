package chancery.store;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jspecify.annotations.Nullable;

/**
 * A content as its row will hold it.
 *
 * @param body the cipher text, where it stays in the row
 * @param blob otherwise where it lies
 */
record ContentRow(SealedContent sealed, Optional<byte[]> body, Optional<String> blob) {
    static ContentRow of(SealedContent sealed) {
        return new ContentRow(sealed, sealed.inline(), sealed.blob());
    }

    static ContentRow at(SealedContent sealed, Extent place) {
        return new ContentRow(sealed, Optional.empty(), Optional.of(place.toString()));
    }

    /** All rows and their keys in one round trip. */
    static void insert(Handle handle, List<ContentRow> rows) {
        int n = rows.size();
        try (var update = handle.createUpdate(ContentStatement.INSERT_CONTENTS.sql())) {
            update.bind(
                            "tenants",
                            column(
                                    "uuid",
                                    rows,
                                    new UUID[n],
                                    row -> row.sealed.tenant().value()))
                    .bind("contents", column("uuid", rows, new UUID[n], row -> row.sealed.id()))
                    .bind("wrapped", column("bytea", rows, new byte[n][], row -> row.sealed.wrappedKey()))
                    .bind(
                            "sizes",
                            column(
                                    "int8",
                                    rows,
                                    new Long[n],
                                    row -> row.sealed.content().size()))
                    .bind("digests", column("bytea", rows, new byte[n][], ContentRow::digest))
                    .bind("bodies", column("bytea", rows, new byte[n][], row -> row.body.orElse(null)))
                    .bind("blobs", column("text", rows, new String[n], row -> row.blob.orElse(null)))
                    .execute();
        }
    }

    private byte[] digest() {
        return HexFormat.of().parseHex(sealed.content().sha256());
    }

    // a typed array, because only byte[][] travels in binary
    private static <T> Argument column(
            String type, List<ContentRow> rows, @Nullable T[] values, Function<ContentRow, @Nullable T> value) {
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        return (position, statement, context) ->
                statement.setArray(position, statement.getConnection().createArrayOf(type, values));
    }
}
