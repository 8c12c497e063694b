package chancery.demo;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** Opens what waits in the portal as its recipients would, and tells whether a mail is among it unchanged. */
final class PortalVisits {
    private final Pattern link;
    private final SSLContext trust;
    private final WorldMailbox mailbox;
    private final int most;
    private final Map<String, Set<String>> seen = new HashMap<>();
    private final Map<String, GuestBrowser> browsers = new HashMap<>();
    private final Set<URI> opened = new HashSet<>();

    /** @param most recipients that are visited; the portal rightly gives one address only so many codes */
    PortalVisits(URI portal, SSLContext trust, WorldMailbox mailbox, int most) {
        this.link = Pattern.compile(Pattern.quote(portal.toString()) + "/m/[A-Za-z0-9_-]+");
        this.trust = trust;
        this.mailbox = mailbox;
        this.most = most;
    }

    /** True when this recipient can be, or was, visited. */
    boolean visits(String recipient) {
        return browsers.containsKey(recipient) || browsers.size() < most;
    }

    /** Whether the recipient finds a mail with that content. */
    boolean holds(String recipient, String contentDigest) throws IOException, InterruptedException {
        Set<String> contents = seen.computeIfAbsent(recipient, r -> new HashSet<>());
        if (!contents.contains(contentDigest)) {
            openAll(recipient, contents);
        }
        return contents.contains(contentDigest);
    }

    private void openAll(String recipient, Set<String> contents) throws IOException, InterruptedException {
        var browser = browsers.computeIfAbsent(recipient, r -> new GuestBrowser(trust, mailbox, recipient));
        for (ArrivedMail notice : mailbox.of(recipient)) {
            var found = GuestBrowser.find(notice, link);
            if (found.isPresent() && opened.add(URI.create(found.get().group()))) {
                contents.add(ContentDigest.belowTrace(
                        browser.open(URI.create(found.get().group()))));
            }
        }
    }
}
