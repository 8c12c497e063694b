package chancery.telemetry;

/** Whether a part can do its work now. */
public sealed interface Readiness {
    record Ready() implements Readiness {}

    /**
     * It cannot.
     *
     * @param why for the operator; no address, no secret
     */
    record NotReady(String why) implements Readiness {}
}
