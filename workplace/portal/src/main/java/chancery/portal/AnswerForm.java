package chancery.portal;

import chancery.mail.TenantId;
import chancery.store.ContentVault;
import chancery.store.ContentWriter;
import chancery.store.SealedContent;
import chancery.store.Uuid7;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.impl.SizeException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;

/**
 * Reads the form of an answer as it arrives (RFC 7578 §4). Files go straight into the vault, encrypted beyond a small
 * size: a container's own reading of such forms would leave them clear in a temporary folder.
 */
final class AnswerForm implements AutoCloseable {
    private static final int LONGEST_TEXT = 1 << 20;
    private static final int LONGEST_FIELD = 200;

    /** A file of the guest's, waiting in the vault under no name that anyone could ask for. */
    record Upload(String name, String type, SealedContent content) {}

    /** How reading ended. */
    enum Reading {
        COMPLETE,
        TOO_LARGE,
        TOO_SLOW,
        /** Not made by us for this browser, or no form at all. */
        FOREIGN
    }

    private final ContentVault vault;
    private final TenantId tenant;
    private final AnswerPages.Limits limits;
    private final Clock clock;
    private final List<Upload> uploads = new ArrayList<>();
    private String text = "";
    private boolean all;
    private long octets;

    AnswerForm(ContentVault vault, TenantId tenant, AnswerPages.Limits limits, Clock clock) {
        this.vault = vault;
        this.tenant = tenant;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * @param octets the request's
     * @param ours judges the token, which must come before anything that costs
     */
    Reading read(HttpServletRequest request, PacedUpload octets, Predicate<String> ours) throws IOException {
        try {
            return read(
                    new ServletRequestContext(request) {
                        @Override
                        public InputStream getInputStream() {
                            return octets;
                        }
                    },
                    ours);
        } catch (SizeException e) {
            return Reading.TOO_LARGE;
        } catch (FileUploadException e) {
            return octets.isTooSlow() ? Reading.TOO_SLOW : Reading.FOREIGN;
        } catch (IOException e) {
            if (octets.isTooSlow()) {
                return Reading.TOO_SLOW;
            }
            throw e;
        }
    }

    private Reading read(ServletRequestContext request, Predicate<String> ours)
            throws IOException, FileUploadException {
        FileUpload upload = new FileUpload();
        upload.setHeaderEncoding("UTF-8");
        boolean known = false;
        FileItemIterator items = upload.getItemIterator(request);
        while (items.hasNext()) {
            FileItemStream item = items.next();
            if ("form".equals(item.getFieldName())) {
                known = ours.test(field(item, LONGEST_FIELD).orElse(""));
            } else if (!known) {
                return Reading.FOREIGN;
            } else if (!take(item)) {
                return Reading.TOO_LARGE;
            }
        }
        return known ? Reading.COMPLETE : Reading.FOREIGN;
    }

    private boolean take(FileItemStream item) throws IOException {
        return switch (String.valueOf(item.getFieldName())) {
            case "all" -> {
                all = field(item, LONGEST_FIELD).filter("yes"::equals).isPresent();
                yield true;
            }
            case "text" -> {
                Optional<String> written = field(item, LONGEST_TEXT);
                text = written.orElse("");
                octets += text.length();
                yield written.isPresent();
            }
            case "files" -> item.isFormField() || takeFile(item);
            default -> true;
        };
    }

    private static Optional<String> field(FileItemStream item, int longest) throws IOException {
        try (InputStream in = item.openStream()) {
            byte[] octets = in.readNBytes(longest + 1);
            return octets.length > longest ? Optional.empty() : Optional.of(new String(octets, StandardCharsets.UTF_8));
        }
    }

    private boolean takeFile(FileItemStream item) throws IOException {
        String name = fileName(item.getName());
        try (InputStream in = item.openStream();
                ContentWriter writer = vault.begin(tenant, Uuid7.next(clock))) {
            if (name.isEmpty()) {
                return in.read() < 0;
            }
            if (uploads.size() >= limits.files() || !copy(in, writer)) {
                return false;
            }
            uploads.add(new Upload(name, mediaType(item.getContentType()), writer.seal()));
            return true;
        }
    }

    private boolean copy(InputStream in, ContentWriter writer) throws IOException {
        byte[] buffer = new byte[16 << 10];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            octets += n;
            if (octets > limits.octets()) {
                return false;
            }
            writer.write(buffer, 0, n);
        }
        return true;
    }

    private static String fileName(@org.jspecify.annotations.Nullable String given) {
        String whole = given == null ? "" : given;
        String last = whole.substring(Math.max(whole.lastIndexOf('/'), whole.lastIndexOf('\\')) + 1);
        return Unprintable.removedFrom(last, 150).replaceAll("^[. ]+", "");
    }

    private static String mediaType(@org.jspecify.annotations.Nullable String given) {
        String type = given == null ? "" : given.toLowerCase(Locale.ROOT);
        return type.matches("[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,90}")
                        && !type.startsWith("multipart/")
                        && !type.startsWith("message/")
                ? type
                : "application/octet-stream";
    }

    String text() {
        return text;
    }

    boolean all() {
        return all;
    }

    List<Upload> uploads() {
        return List.copyOf(uploads);
    }

    /** The files have become part of a mail, or of nothing. */
    @Override
    public void close() {
        uploads.forEach(u -> vault.discard(u.content()));
    }
}
