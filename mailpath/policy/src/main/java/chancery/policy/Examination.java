package chancery.policy;

import chancery.mail.EmailAddress;
import chancery.mail.Finding;
import chancery.mail.ReversePath;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One mail held against conditions. What depends on the mail alone is computed once, however many its recipients. */
final class Examination {
    private final Assessment assessment;
    private final IdentityHashMap<Condition.OfMail, Boolean> known = new IdentityHashMap<>();

    Examination(Assessment assessment) {
        this.assessment = assessment;
    }

    Assessment assessment() {
        return assessment;
    }

    boolean holds(Condition condition, EmailAddress recipient) {
        return switch (condition) {
            case Condition.All all -> every(all.parts(), recipient);
            case Condition.Any any -> some(any.parts(), recipient);
            case Condition.Not not -> !holds(not.part(), recipient);
            case Condition.Always always -> true;
            case Condition.RecipientIs is -> matches(is.recipients(), recipient);
            case Condition.RecipientDomainIn in -> contains(in.domains(), recipient.domain());
            case Condition.Goes goes -> goes.direction() == assessment.direction(recipient);
            case Condition.OfMail ofMail -> known.computeIfAbsent(ofMail, this::holdsForMail);
        };
    }

    private boolean every(List<Condition> parts, EmailAddress recipient) {
        for (Condition part : parts) {
            if (!holds(part, recipient)) {
                return false;
            }
        }
        return true;
    }

    private boolean some(List<Condition> parts, EmailAddress recipient) {
        for (Condition part : parts) {
            if (holds(part, recipient)) {
                return true;
            }
        }
        return false;
    }

    private boolean holdsForMail(Condition.OfMail condition) {
        return switch (condition) {
            case Condition.SenderIs is ->
                sender().filter(address -> matches(is.senders(), address)).isPresent();
            case Condition.SenderDomainIn in ->
                sender().filter(address -> contains(in.domains(), address.domain()))
                        .isPresent();
            case Condition.HeaderMatches header ->
                assessment.header().values(header.name()).anyMatch(header.value()::matches);
            case Condition.SubjectTag tag -> carriesTag(tag.tags());
            case Condition.SizeOver size -> assessment.mail().content().size() > size.octets();
            case Condition.LexiconScore score -> assessment.score(score.lexicon()) >= score.atLeast();
            case Condition.ScanIncomplete incomplete -> found(Finding.ScanIncomplete.class);
            case Condition.Unscannable unscannable -> found(Finding.Unscannable.class);
        };
    }

    private Optional<EmailAddress> sender() {
        return switch (assessment.mail().envelope().sender()) {
            case ReversePath.Mailbox mailbox -> Optional.of(mailbox.address());
            case ReversePath.Null none -> Optional.empty();
        };
    }

    private boolean carriesTag(List<String> tags) {
        String subject = assessment.header().subject().toLowerCase(Locale.ROOT);
        for (String tag : tags) {
            if (subject.contains(tag.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    private boolean found(Class<? extends Finding> kind) {
        return assessment.findings().stream().anyMatch(kind::isInstance);
    }

    private static boolean matches(List<AddressPattern> patterns, EmailAddress address) {
        for (AddressPattern pattern : patterns) {
            if (pattern.matches(address)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(List<DomainPattern> patterns, String domain) {
        for (DomainPattern pattern : patterns) {
            if (pattern.matches(domain)) {
                return true;
            }
        }
        return false;
    }
}
