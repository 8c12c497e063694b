package chancery.cli;

import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A command that asks the API and shows the answer. */
class ApiCommand {
    static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Gateway gateway = new Gateway();

    final Gateway gateway() {
        return gateway;
    }

    final void show(JsonNode answer) {
        show(answer, Table::show);
    }

    /** @param words how a person reads it; {@code --json} gives the answer itself */
    final void show(JsonNode answer, Function<JsonNode, String> words) {
        var out = spec.commandLine().getOut();
        out.println(gateway.json() ? JSON.writeValueAsString(answer) : words.apply(answer));
        out.flush();
    }
}
