package chancery.store;

/** What became of an attempt to start. */
public sealed interface DatabaseStart {
    /** Ready to serve; to be closed by whoever asked for it. */
    record Started(Database database) implements DatabaseStart {}

    record Failed(StartFailure failure) implements DatabaseStart {}
}
