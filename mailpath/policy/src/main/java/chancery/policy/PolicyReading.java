package chancery.policy;

import java.util.List;

/** What became of reading the JSON form of a policy. */
public sealed interface PolicyReading {
    record Read(Policy policy) implements PolicyReading {}

    /** Everything that is wrong, not only the first. */
    record Refused(List<Mistake> mistakes) implements PolicyReading {
        public Refused {
            mistakes = List.copyOf(mistakes);
        }
    }

    /**
     * @param place for example {@code rules[2].when.any[0]}; empty for the whole
     * @param what what is wrong and what would be right
     */
    record Mistake(String place, String what) {
        @Override
        public String toString() {
            return place.isEmpty() ? what : place + ": " + what;
        }
    }
}
