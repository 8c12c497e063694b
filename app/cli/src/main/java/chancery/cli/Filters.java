package chancery.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** What narrows a list: {@code NAME=VALUE}, as the API names it. */
final class Filters {
    @Parameters(arity = "0..*", paramLabel = "NAME=VALUE", description = "what must match, for example tenant=clinic")
    private List<String> written = List.of();

    Map<String, String> pairs() {
        return Fields.pairs(written);
    }
}
