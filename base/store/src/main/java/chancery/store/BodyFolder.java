package chancery.store;

import chancery.mail.FaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Bodies of middle size of all processes that share a folder: too large for a row, where the log and the pieces of the
 * table would cost most of a mail's time, and too small for a file of their own.
 */
final class BodyFolder implements AutoCloseable {
    /** Cipher texts up to this many octets stay in their row. */
    static final int IN_ROW = 16 << 10;

    private static final int ROWS_AT_ONCE = 10_000;

    private final Path folder;
    private final BodyFile own;

    BodyFolder(Path folder) throws IOException {
        this.folder = folder;
        this.own = BodyFile.create(folder);
    }

    /** Writes those of middle size, durably, for rows that come with the transaction of {@code handle}. */
    List<ContentRow> place(Handle handle, List<SealedContent> contents) {
        List<SealedContent> middle =
                contents.stream().filter(BodyFolder::isMiddle).toList();
        if (middle.isEmpty()) {
            return contents.stream().map(ContentRow::of).toList();
        }
        try {
            List<Extent> places = own.write(middle.stream()
                    .map(content -> content.inline().orElseThrow())
                    .toList());
            handle.afterCommit(() -> own.arrived(places));
            Iterator<Extent> next = places.iterator();
            return contents.stream()
                    .map(content -> isMiddle(content) ? ContentRow.at(content, next.next()) : ContentRow.of(content))
                    .toList();
        } catch (IOException e) {
            throw new FaultException(StoreError.BLOB_STORE, e);
        }
    }

    /** The rows that name these places are going, with the transaction of {@code handle}. */
    void leave(Handle handle, Collection<Extent> places) {
        List<Extent> ours =
                places.stream().filter(place -> place.file().equals(own.id())).toList();
        ours.forEach(own::leave);
        handle.afterCommit(() -> ours.forEach(own::left));
        handle.afterRollback(() -> ours.forEach(own::stays));
    }

    byte[] read(Extent place) {
        try {
            return BodyFile.read(folder, place);
        } catch (IOException e) {
            throw new FaultException(StoreError.BLOB_STORE, e);
        }
    }

    /** Frees what no row names, and removes the files of processes that are gone when their last body is. */
    void sweep(Database database, Duration grace) {
        try {
            own.reconcile(() -> named(database, own.id()), grace);
            BodyFile.removeAbandoned(folder, file -> !named(database, file).isEmpty());
        } catch (IOException e) {
            throw new FaultException(StoreError.BLOB_STORE, e);
        }
    }

    private static boolean isMiddle(SealedContent content) {
        return content.inline().filter(body -> body.length > IN_ROW).isPresent();
    }

    private static List<Extent> named(Database database, UUID file) {
        String prefix = Extent.prefix(file);
        return database.onMailPath(handle -> handle.createQuery(ContentStatement.FIND_EXTENTS.sql())
                .bind("from", prefix)
                .bind("to", prefix + "~")
                .setFetchSize(ROWS_AT_ONCE)
                .map((result, context) -> Extent.parse(result.getString(1)))
                .list());
    }

    @Override
    public void close() {
        own.close();
    }
}
