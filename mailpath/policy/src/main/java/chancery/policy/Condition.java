package chancery.policy;

import java.util.List;

/** When a rule applies: a tree of plain data, evaluated for one mail and one recipient. */
public sealed interface Condition {
    /** A condition on the mail alone: the same for all its recipients. */
    sealed interface OfMail extends Condition {}

    /** Every part holds; an empty list cannot be built. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = filled(parts, "all");
        }
    }

    /** At least one part holds; an empty list cannot be built. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = filled(parts, "any");
        }
    }

    record Not(Condition part) implements Condition {}

    record Always() implements Condition {}

    /** The reverse-path is one of these; the null reverse-path is none. */
    record SenderIs(List<AddressPattern> senders) implements OfMail {
        public SenderIs {
            senders = filled(senders, "sender");
        }
    }

    record SenderDomainIn(List<DomainPattern> domains) implements OfMail {
        public SenderDomainIn {
            domains = filled(domains, "sender-domain");
        }
    }

    record RecipientIs(List<AddressPattern> recipients) implements Condition {
        public RecipientIs {
            recipients = filled(recipients, "recipient");
        }
    }

    record RecipientDomainIn(List<DomainPattern> domains) implements Condition {
        public RecipientDomainIn {
            domains = filled(domains, "recipient-domain");
        }
    }

    /** Any field of that name has a value that the glob matches. */
    record HeaderMatches(String name, Glob value) implements OfMail {
        public HeaderMatches {
            // RFC 5322 §2.2
            boolean printable = name.chars().allMatch(c -> c > ' ' && c <= '~' && c != ':');
            if (name.isEmpty() || name.length() > 100 || !printable) {
                throw new IllegalArgumentException("\"" + name + "\" is not the name of a header field");
            }
        }
    }

    /** The subject contains one of the tags, without regard to case. */
    record SubjectTag(List<String> tags) implements OfMail {
        public SubjectTag {
            tags = filled(tags, "subject-tag");
            if (tags.stream().anyMatch(tag -> tag.isBlank() || tag.length() > 100)) {
                throw new IllegalArgumentException("a subject tag has 1 to 100 characters");
            }
        }
    }

    /** The mail is larger than that many octets. */
    record SizeOver(long octets) implements OfMail {
        public SizeOver {
            if (octets < 0) {
                throw new IllegalArgumentException("a size is not negative");
            }
        }
    }

    /** The words of that list, each counted once, weigh at least that much together. */
    record LexiconScore(String lexicon, int atLeast) implements OfMail {
        public LexiconScore {
            if (atLeast < 1) {
                throw new IllegalArgumentException("at-least is 1 or more");
            }
        }
    }

    record Goes(Direction direction) implements Condition {}

    /** Some scanner gave no answer in time. */
    record ScanIncomplete() implements OfMail {}

    /** Some part could not be looked into. */
    record Unscannable() implements OfMail {}

    private static <T> List<T> filled(List<T> parts, String word) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("\"" + word + "\" needs at least one entry");
        }
        return List.copyOf(parts);
    }
}
