package chancery.policy;

import chancery.mail.EmailAddress;
import java.util.List;
import java.util.stream.Collectors;

/** Why a condition holds or does not, in words for people. Says what policy asks for, never what a mail says. */
final class ConditionWords {
    private final Examination examination;
    private final EmailAddress recipient;

    ConditionWords(Examination examination, EmailAddress recipient) {
        this.examination = examination;
        this.recipient = recipient;
    }

    /** Why {@code condition} holds or does not, whichever it is. */
    String why(Condition condition) {
        boolean holds = examination.holds(condition, recipient);
        return switch (condition) {
            case Condition.All all -> parts(all.parts(), holds, holds ? " and " : "; ");
            case Condition.Any any -> parts(any.parts(), holds, "; ");
            case Condition.Not not -> why(not.part());
            case Condition.Always always -> "it applies to every mail";
            case Condition.RecipientIs is -> "the recipient is " + (holds ? "" : "not ") + oneOf(is.recipients());
            case Condition.RecipientDomainIn in ->
                "the recipient's domain is " + (holds ? "" : "not ") + oneOf(in.domains());
            case Condition.Goes goes ->
                "the mail is " + examination.assessment().direction(recipient).word()
                        + (holds ? "" : ", not " + goes.direction().word());
            case Condition.OfMail ofMail -> ofMail(ofMail, holds);
        };
    }

    private String ofMail(Condition.OfMail condition, boolean holds) {
        String no = holds ? "" : "not ";
        return switch (condition) {
            case Condition.SenderIs is -> "the sender is " + no + oneOf(is.senders());
            case Condition.SenderDomainIn in -> "the sender's domain is " + no + oneOf(in.domains());
            case Condition.HeaderMatches header ->
                holds
                        ? "the header says " + header.name() + ": " + header.value()
                        : "no header field " + header.name() + ": " + header.value();
            case Condition.SubjectTag tag ->
                holds ? "the subject carries " + oneOf(tag.tags()) : "no " + oneOf(tag.tags()) + " in the subject";
            case Condition.SizeOver size -> "the mail is " + no + "larger than " + size.octets() + " octets";
            case Condition.LexiconScore score ->
                "word list " + score.lexicon() + " scores "
                        + examination.assessment().score(score.lexicon()) + ", " + score.atLeast() + " asked for";
            case Condition.ScanIncomplete incomplete -> holds ? "a scan gave no answer" : "every scan gave an answer";
            case Condition.Unscannable unscannable ->
                holds ? "a part could not be looked into" : "every part could be looked into";
        };
    }

    /** The parts that make it so: those that hold when the whole holds, those that do not when it does not. */
    private String parts(List<Condition> parts, boolean holds, String between) {
        return parts.stream()
                .filter(part -> examination.holds(part, recipient) == holds)
                .map(this::why)
                .collect(Collectors.joining(between));
    }

    private static String oneOf(List<?> things) {
        String first = things.stream().limit(3).map(Object::toString).collect(Collectors.joining(" or "));
        return things.size() <= 3 ? first : first + " or one of " + (things.size() - 3) + " more";
    }
}
