package chancery.spool;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers attempts from a script, then with success, and remembers them. */
final class ScriptedRunner implements AttemptRunner {
    private final Queue<AttemptRunner> script = new ConcurrentLinkedQueue<>();
    private final List<DeliveryAttempt> attempts = new CopyOnWriteArrayList<>();

    ScriptedRunner then(AttemptRunner... answers) {
        script.addAll(List.of(answers));
        return this;
    }

    @Override
    public AttemptReport run(DeliveryAttempt attempt) {
        attempts.add(attempt);
        var answer = script.poll();
        return answer == null ? Letters.relayed(attempt) : answer.run(attempt);
    }

    List<DeliveryAttempt> attempts() {
        return attempts;
    }
}
