package chancery.spool;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers attempts from a script, then with success, and remembers them. */
final class ScriptedRunner implements AttemptRunner {
    private final Queue<Function<DeliveryAttempt, AttemptReport>> script = new ConcurrentLinkedQueue<>();
    private final List<DeliveryAttempt> attempts = new CopyOnWriteArrayList<>();

    @SafeVarargs
    final ScriptedRunner then(Function<DeliveryAttempt, AttemptReport>... answers) {
        script.addAll(List.of(answers));
        return this;
    }

    @Override
    public AttemptReport run(DeliveryAttempt attempt) {
        attempts.add(attempt);
        var answer = script.poll();
        return answer == null ? Letters.relayed(attempt) : answer.apply(attempt);
    }

    List<DeliveryAttempt> attempts() {
        return attempts;
    }
}
