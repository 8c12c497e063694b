package chancery.spool;

/**
 * Figures for metrics.
 *
 * @param running attempts under way on this node
 * @param waiting entries claimed by this node that wait in memory
 * @param unwritten results that are not durable yet; more than a few hundred means that the database is in trouble
 * @param pausedDestinations destinations that could not be reached lately
 * @param since counters since this node started
 */
public record SpoolCounts(int running, int waiting, int unwritten, int pausedDestinations, Since since) {
    /**
     * @param delivered recipients delivered or relayed
     * @param failed recipients given up
     * @param delayed attempts after which the entry went back to the queue
     * @param faults attempts that ended in a fault of our own
     */
    public record Since(long delivered, long failed, long delayed, long faults) {}

    /**
     * What lies in the database, for all tenants or for one.
     *
     * @param queued entries to be delivered
     * @param held entries in quarantine or on hold
     * @param cancelled entries taken back whose sender has not been told yet
     */
    public record Depth(long queued, long held, long cancelled) {
        /** Empty. */
        public static final Depth NONE = new Depth(0, 0, 0);
    }
}
