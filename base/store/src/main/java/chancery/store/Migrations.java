package chancery.store;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/**
 * Brings the tables up to this version. Each module ships its own migrations in its own range of numbers, so that a
 * number below the highest one applied may still be new.
 */
final class Migrations {
    private Migrations() {}

    static void run(DataSource owner, String place) throws StartException {
        Flyway flyway = Flyway.configure()
                .dataSource(owner)
                .locations("classpath:chancery/migration")
                .failOnMissingLocations(true)
                .schemas(DatabaseRoles.SCHEMA)
                .createSchemas(false)
                .table("schema_history")
                .initSql("SET ROLE " + DatabaseRoles.OWNER + "; SET search_path = " + DatabaseRoles.SCHEMA)
                .outOfOrder(true)
                .validateOnMigrate(true)
                .ignoreMigrationPatterns("*:missing", "*:future")
                .load();
        try {
            refuseUnknown(flyway, place);
            flyway.migrate();
        } catch (FlywayException e) {
            throw new StartException(new StartFailure.Refused(place, Words.of(e)));
        }
    }

    private static void refuseUnknown(Flyway flyway, String place) throws StartException {
        for (MigrationInfo migration : flyway.info().applied()) {
            MigrationState state = migration.getState();
            if (state == MigrationState.FUTURE_SUCCESS || state == MigrationState.MISSING_SUCCESS) {
                String name = "V" + migration.getVersion() + " " + migration.getDescription();
                throw new StartException(new StartFailure.NewerSchema(place, name));
            }
        }
    }
}
