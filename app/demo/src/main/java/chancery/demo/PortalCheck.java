package chancery.demo;

import chancery.mail.SyntaxException;
import chancery.mime.Attachment;
import chancery.mime.MessageParser;
import chancery.mime.MessageView;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Compares what a guest got with what was sent: the whole octet by octet, each attachment, the text on the page. */
final class PortalCheck {
    private static final int LONGEST_TEXT = 1_000_000;

    private PortalCheck() {}

    /** What differs; empty when nothing does. */
    static Optional<String> difference(byte[] sent, OpenedMail got) throws IOException {
        if (!ContentDigest.belowTrace(got.whole()).equals(ContentDigest.of(sent))) {
            return Optional.of("the saved mail differs");
        }
        try {
            MessageView view = MessageParser.parse(sent).view();
            if (!sameFiles(view.attachments(), got.files())) {
                return Optional.of("an attachment differs");
            }
            return sameText(view, got.text()) ? Optional.empty() : Optional.of("the text on the page differs");
        } catch (SyntaxException e) {
            // what is no mail to us can be saved from the portal, and was
            return Optional.empty();
        }
    }

    private static boolean sameFiles(List<Attachment> sent, List<byte[]> got) throws IOException {
        if (sent.size() != got.size()) {
            return false;
        }
        for (int i = 0; i < got.size(); i++) {
            try (InputStream octets = sent.get(i).open()) {
                if (!Arrays.equals(octets.readAllBytes(), got.get(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The page may break lines its own way; formatted mail without a plain version is shown in a frame. */
    private static boolean sameText(MessageView view, String page) throws IOException {
        return !view.hasText() || words(page).equals(words(view.text(LONGEST_TEXT)));
    }

    /** Control characters are no part of it: the page shows a mark in their place. */
    private static String words(String text) {
        return text.replaceAll("[\\s\\p{Z}\\p{C}\uFFFD]+", " ").strip();
    }
}
