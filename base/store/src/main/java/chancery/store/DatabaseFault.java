package chancery.store;

import chancery.mail.FaultException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jdbi.v3.core.ConnectionException;

/** Reads a SQLSTATE (PostgreSQL manual, appendix A) into a fault of the catalogue. */
final class DatabaseFault {
    private DatabaseFault() {}

    static FaultException of(Throwable thrown) {
        return new FaultException(code(thrown), thrown);
    }

    private static StoreError code(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SQLTransientConnectionException) {
                return StoreError.DATABASE_UNREACHABLE;
            }
            if (t instanceof SQLException sql && sql.getSQLState() != null) {
                return code(sql.getSQLState());
            }
        }
        return thrown instanceof ConnectionException ? StoreError.DATABASE_UNREACHABLE : StoreError.STATEMENT_REFUSED;
    }

    private static StoreError code(String state) {
        if (state.startsWith("53") || state.startsWith("58")) {
            return StoreError.DATABASE_FULL;
        }
        if (state.startsWith("08") || state.startsWith("57")) {
            return StoreError.DATABASE_UNREACHABLE;
        }
        if (state.startsWith("40") || state.equals("55P03") || state.equals("25P03")) {
            return StoreError.CONFLICT;
        }
        return StoreError.STATEMENT_REFUSED;
    }
}
