package chancery.cli;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Versions of a tenant's policy: what was in force when, and back to one of them. */
final class PolicyVersions {
    private PolicyVersions() {}

    @Command(name = "versions", description = "All versions of a tenant's policy.")
    static final class Versions extends ApiCommand implements Runnable {
        @Parameters(paramLabel = "TENANT")
        private String tenant = "";

        @Override
        public void run() {
            show(gateway().connect().get(Resource.POLICY.path(tenant) + "/versions", Map.of()));
        }
    }

    @Command(name = "publish", description = "Put an older version in force again.")
    static final class Publish extends ApiCommand implements Runnable {
        @Parameters(index = "0", paramLabel = "TENANT")
        private String tenant = "";

        @Parameters(index = "1", paramLabel = "VERSION")
        private long version;

        @Override
        public void run() {
            var path = Resource.POLICY.path(tenant) + "/versions/" + version + "/publish";
            show(gateway().connect().send("POST", path, Optional.empty()));
        }
    }
}
