package chancery.mime;

import chancery.mail.EmailAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The addresses of a header field (RFC 5322 §3.4) in order, groups kept.
 *
 * @param items mailboxes and groups
 */
public record AddressList(List<Item> items) {

    /** A mailbox or a group. */
    public sealed interface Item permits HeaderMailbox, Group {}

    /** A named group, possibly empty: {@code undisclosed-recipients:;} (RFC 5322 §3.4). */
    public record Group(String displayName, List<HeaderMailbox> members) implements Item {
        public Group {
            members = List.copyOf(members);
        }
    }

    public AddressList {
        items = List.copyOf(items);
    }

    /** Reads an unfolded field value. Never fails: what is no mailbox is in the list as {@link HeaderMailbox.Invalid}. */
    public static AddressList parse(String value) {
        return new AddressListParser(value).parse();
    }

    /** All mailboxes in order, the members of groups in place of the groups. */
    public List<HeaderMailbox> mailboxes() {
        var all = new ArrayList<HeaderMailbox>();
        for (Item item : items) {
            switch (item) {
                case Group group -> all.addAll(group.members());
                case HeaderMailbox mailbox -> all.add(mailbox);
            }
        }
        return all;
    }

    /** The addresses that are valid, in order. */
    public List<EmailAddress> addresses() {
        return mailboxes().stream().flatMap(m -> m.address().stream()).toList();
    }

    public boolean isEmpty() {
        return items.isEmpty();
    }
}
