package chancery.store.spi;

import chancery.store.Statement;
import java.util.List;

/** All statements of one module. */
public interface StatementCatalogue {
    /** Every statement that the module ever sends. */
    List<Statement> statements();
}
