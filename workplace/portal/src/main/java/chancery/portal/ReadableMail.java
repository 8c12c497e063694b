package chancery.portal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A protected mail as its reader sees it. All texts are decoded and are still what the sender wrote: untrusted.
 *
 * @param html the formatted body as it came, not sanitised
 * @param text the plain body
 * @param files everything that can be saved, in the order of the mail
 * @param pictures the parts that the HTML may show, by Content-ID, as {@code data:} addresses
 */
record ReadableMail(
        Correspondents people,
        Optional<Instant> date,
        String subject,
        Optional<String> html,
        Optional<String> text,
        List<AttachedFile> files,
        Map<String, String> pictures,
        ThreadPlace place) {

    /** A name as the sender gave it and an address. The name may lie; the address is always shown beside it. */
    record Correspondent(String name, String address) {
        Html shown() {
            String clean = Unprintable.removedFrom(name, 120);
            return clean.isEmpty() || clean.equalsIgnoreCase(address)
                    ? Html.of("<bdi>{}</bdi>", address)
                    : Html.of("<bdi>{}</bdi> &lt;<bdi>{}</bdi>&gt;", clean, address);
        }

        String shortName() {
            String clean = Unprintable.removedFrom(name, 60);
            return clean.isEmpty() ? address : clean;
        }
    }

    /** Who takes part, as the visible header fields say. */
    record Correspondents(
            Correspondent from, List<Correspondent> replyTo, List<Correspondent> to, List<Correspondent> copies) {}

    /**
     * A part that can be saved.
     *
     * @param number counts from 1; names the part in an address
     * @param size of the decoded octets
     */
    record AttachedFile(int number, String name, String type, long size) {}

    /** What an answer needs to find its thread (RFC 5322 §3.6.4): identifiers without brackets, possibly none. */
    record ThreadPlace(String messageId, List<String> references) {}

    String shownSubject() {
        return Unprintable.removedFrom(subject, 300);
    }
}
