package chancery.bench;

import chancery.store.Database;
import chancery.store.DatabaseStart;
import chancery.store.StoreConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Fills the queue of a gateway that does not run with deferred mails, through its real tables and all their indexes. */
final class Backlog {
    private static final long BATCH = 20_000;
    private static final long PATIENCE_SECONDS = 240;

    private final PrintStream out;

    Backlog(PrintStream out) {
        this.out = out;
    }

    void fill(Path data, long mails) throws IOException, InterruptedException {
        switch (Database.start(StoreConfig.in(data))) {
            case DatabaseStart.Failed failed ->
                throw new IOException(failed.failure().toString());
            case DatabaseStart.Started started -> {
                try (Database database = started.database()) {
                    fill(database, mails);
                    awaitStatistics(database);
                }
            }
        }
    }

    private void fill(Database database, long mails) {
        long start = System.nanoTime();
        for (long from = 1; from <= mails; from += BATCH) {
            long to = Math.min(mails, from + BATCH - 1);
            long first = from;
            database.onMailPath(handle -> {
                try (var update = handle.createUpdate(BacklogStatement.FILL.sql())) {
                    return update.bind("from", first).bind("to", to).execute();
                }
            });
            progress(to + " of " + mails + " deferred mails", start);
        }
        out.println();
    }

    // PostgreSQL gathers statistics within a minute or so; to measure before that would measure the gathering
    private void awaitStatistics(Database database) throws InterruptedException {
        long start = System.nanoTime();
        while (!isSettled(database) && (System.nanoTime() - start) / 1_000_000_000 < PATIENCE_SECONDS) {
            progress("waiting for the statistics of the tables", start);
            Thread.sleep(1000);
        }
        out.println();
    }

    private static boolean isSettled(Database database) {
        return database.onMailPath(handle -> {
            try (var query = handle.createQuery(BacklogStatement.ANALYZED.sql())) {
                return query.mapTo(Long.class).one() == 4;
            }
        });
    }

    private void progress(String what, long start) {
        out.printf(Locale.ROOT, "\r%s, %d s ", what, (System.nanoTime() - start) / 1_000_000_000);
    }

    /** Entries in the queue of a gateway that does not run. */
    static long count(Path data) throws IOException {
        return switch (Database.start(StoreConfig.in(data))) {
            case DatabaseStart.Failed failed ->
                throw new IOException(failed.failure().toString());
            case DatabaseStart.Started started -> {
                try (Database database = started.database()) {
                    yield database.onMailPath(handle -> {
                        try (var query = handle.createQuery(BacklogStatement.COUNT.sql())) {
                            return query.mapTo(Long.class).one();
                        }
                    });
                }
            }
        };
    }
}
