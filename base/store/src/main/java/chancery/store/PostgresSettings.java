package chancery.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The settings of the embedded PostgreSQL, written anew at each start. */
final class PostgresSettings {
    private PostgresSettings() {}

    private static final String COMMON = """
            # Written at each start. Own settings go into postgresql.local.conf in the folder above.
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'
            max_connections = 60
            shared_buffers = 64MB
            work_mem = 4MB
            maintenance_work_mem = 64MB
            huge_pages = off
            jit = off
            io_method = sync
            max_worker_processes = 4
            max_parallel_workers_per_gather = 0
            max_logical_replication_workers = 0
            autovacuum_max_workers = 2
            wal_level = minimal
            max_wal_senders = 0
            wal_buffers = 16MB
            max_wal_size = 2GB
            min_wal_size = 128MB
            checkpoint_timeout = 15min
            client_connection_check_interval = 2s
            # no content and no address in the log: neither values nor statements
            log_error_verbosity = terse
            log_min_error_statement = panic
            log_checkpoints = off
            timezone = 'UTC'
            log_timezone = 'UTC'
            """;

    /** {@code durable} is false only for databases of tests, which nobody needs after a power failure. */
    static void write(Path data, boolean durable) throws IOException {
        String durability = durable
                ? "fsync = on\nsynchronous_commit = on\nfull_page_writes = on\n"
                : "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n";
        String own = "include_if_exists '../postgresql.local.conf'\n";
        Files.writeString(data.resolve("postgresql.conf"), COMMON + durability + own);
        Files.writeString(data.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
    }
}
