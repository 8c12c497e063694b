package chancery.openpgp;

import chancery.mail.SyntaxException;
import chancery.mime.CrlfSource;
import chancery.mime.Entity;
import chancery.mime.HeaderEditor;
import chancery.mime.Message;
import chancery.mime.MessageParser;
import chancery.mime.MimeLimits;
import chancery.mime.MimeSource;
import chancery.mime.PartEditor;
import chancery.mime.TransferEncoding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.List;

/** Makes bodies such that no transport has a reason to change them (RFC 3156 §3, RFC 3156 §5). */
final class SevenBit {
    private static final int LONGEST_LINE = 990;
    private static final int LARGEST_TEXT = 1 << 20;

    private SevenBit() {}

    /** The message itself when it is so already; else one in the store, in which only what had to be was changed. */
    static Message of(Message message, OutputStream to, MimeSource store) throws IOException, SyntaxException {
        List<Entity> hazards = message.root()
                .walk()
                .filter(e -> e.children().isEmpty())
                .filter(SevenBit::mayBeEncoded)
                .filter(SevenBit::isHazard)
                .toList();
        if (hazards.isEmpty()) {
            return message;
        }
        var editor = PartEditor.of(message);
        for (Entity hazard : hazards) {
            editor.replace(hazard, encoded(hazard));
        }
        editor.writeTo(to);
        return MessageParser.parse(store, MimeLimits.STANDARD);
    }

    // RFC 2045 §6.4: composite types are not encoded, what lies in them is
    private static boolean mayBeEncoded(Entity leaf) {
        return leaf.encoding() == TransferEncoding.IDENTITY
                && !leaf.contentType().isMultipart()
                && !leaf.contentType().isMessage();
    }

    private static MimeSource encoded(Entity leaf) {
        boolean text = leaf.contentType().isText() && leaf.encodedSize() <= LARGEST_TEXT;
        byte[] header = HeaderEditor.of(leaf.header())
                .replace("Content-Transfer-Encoding", text ? "quoted-printable" : "base64")
                .headerOctets();
        return () -> {
            var body = new ByteArrayOutputStream();
            if (text) {
                try (InputStream in = new CrlfSource(leaf::openEncoded).open()) {
                    TransferEncoding.QUOTED_PRINTABLE.encode(in, body);
                }
            } else {
                try (InputStream in = leaf.openEncoded()) {
                    TransferEncoding.BASE64.encode(in, body);
                }
            }
            return new SequenceInputStream(
                    new ByteArrayInputStream(header), new ByteArrayInputStream(body.toByteArray()));
        };
    }

    private static boolean isHazard(Entity leaf) {
        try (InputStream in = leaf.openEncoded()) {
            byte[] block = new byte[64 << 10];
            var lines = new Lines();
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                for (int i = 0; i < count; i++) {
                    if (lines.isHazard(block[i])) {
                        return true;
                    }
                }
            }
            return lines.endsInBlank();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Goes over lines octet by octet. */
    private static final class Lines {
        private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};
        private int column;
        private int fromMatched;
        private byte before = '\n';

        boolean isHazard(byte octet) {
            if (octet <= 0 || column > LONGEST_LINE) {
                return true;
            }
            boolean lineEnd = octet == '\n' || octet == '\r';
            if (lineEnd && endsInBlank()) {
                return true;
            }
            fromMatched = fromMatched == column && column < FROM.length && octet == FROM[column] ? column + 1 : 0;
            if (fromMatched == FROM.length) {
                return true;
            }
            column = lineEnd ? 0 : column + 1;
            before = octet;
            return false;
        }

        boolean endsInBlank() {
            return before == ' ' || before == '\t';
        }
    }
}
