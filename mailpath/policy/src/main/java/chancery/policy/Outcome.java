package chancery.policy;

import java.util.HashSet;
import java.util.List;

/** What a rule that applies does. */
public sealed interface Outcome {
    /**
     * Deliver by the first method that may be chosen for the recipient; the others that may be are its alternatives,
     * in order. {@code opportunistic-tls} stands alone: it can be an alternative to nothing, since then protected mail
     * could leave in clear, and has none, since it cannot fail to be kept.
     */
    record Deliver(List<MethodChoice> methods) implements Outcome {
        public Deliver {
            methods = List.copyOf(methods);
            if (methods.isEmpty()) {
                throw new IllegalArgumentException("\"deliver\" needs at least one method");
            }
            if (methods.contains(MethodChoice.OPPORTUNISTIC_TLS) && methods.size() > 1) {
                throw new IllegalArgumentException("opportunistic-tls stands alone:"
                        + " as an alternative it would let protected mail leave in clear");
            }
            if (new HashSet<>(methods).size() < methods.size()) {
                throw new IllegalArgumentException("a method is named twice");
            }
            if (methods.getLast() == MethodChoice.VERIFIED_TLS_TO_PARTNERS) {
                throw new IllegalArgumentException("verified-tls-to-partners leaves recipients at other domains"
                        + " without a method: end the list with portal or verified-tls");
            }
        }
    }

    /** Refuse before acceptance: 550 5.7.1 with this text. */
    record Reject(String text) implements Outcome {
        public Reject {
            checkReplyText(text);
        }
    }

    /** Keep for a person to look at, 1 to 90 days. */
    record Quarantine(int days) implements Outcome {
        public Quarantine {
            if (days < 1 || days > 90) {
                throw new IllegalArgumentException("quarantine lasts 1 to 90 days");
            }
        }
    }

    /** Ask the client to come again: 451 4.7.1 with this text. */
    record Defer(String text) implements Outcome {
        public Defer {
            checkReplyText(text);
        }
    }

    private static void checkReplyText(String text) {
        boolean printable = text.chars().allMatch(c -> c >= ' ' && c <= '~');
        if (text.isBlank() || text.length() > 200 || !printable) {
            throw new IllegalArgumentException("the text of a reply has 1 to 200 printable ASCII characters");
        }
    }
}
