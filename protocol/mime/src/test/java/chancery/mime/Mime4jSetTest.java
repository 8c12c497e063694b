package chancery.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** The message set of Mime4j with its expected parses, structure and contents. */
class Mime4jSetTest {
    private static final String FOLDER = "mime-mime4j";

    private final List<String> differences = new ArrayList<>();
    private Path folder = Path.of("");

    @Test
    void everyMessageParsesAsExpected() throws Exception {
        var found = new TreeMap<String, String>();
        var messages = Corpora.files(Corpora.folder(FOLDER), ".msg");
        for (Path message : messages) {
            differences.clear();
            compare(message, ".xml", false);
            compare(message, "_decoded.xml", true);
            if (!differences.isEmpty()) {
                found.put(message.getFileName().toString(), String.join(" | ", differences));
            }
        }
        assertThat(messages).hasSizeGreaterThanOrEqualTo(80);
        var choices = Corpora.choices(Mime4jSetTest.class, "/mime4j-choices.tsv");
        var unexplained = new TreeMap<>(found);
        choices.keySet().forEach(unexplained::remove);
        assertThat(unexplained).isEmpty();
        assertThat(found.keySet()).containsAll(choices.keySet());
    }

    private void compare(Path message, String ending, boolean decoded) throws Exception {
        folder = message.getParent();
        String name = message.getFileName().toString().replace(".msg", ending);
        Path expected = message.resolveSibling(name);
        if (!Files.exists(expected)) {
            return;
        }
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(latin1(expected));
        var parsed = MessageParser.parse(MimeSource.of(message), MimeLimits.STANDARD);
        entity(document.getDocumentElement(), parsed.root(), "", decoded);
    }

    private static InputSource latin1(Path file) throws IOException {
        return new InputSource(new StringReader(Files.readString(file, ISO_8859_1)));
    }

    private static List<Element> elements(Element parent) {
        var found = new ArrayList<Element>();
        for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element e) {
                found.add(e);
            }
        }
        return found;
    }

    private void entity(Element expected, Entity actual, String where, boolean decoded) throws IOException {
        for (Element child : elements(expected)) {
            switch (child.getTagName()) {
                case "header" -> header(child, actual, where);
                case "multipart" -> multipart(child, actual, where, decoded);
                case "message" -> {
                    if (actual.children().size() == 1) {
                        entity(child, actual.children().getFirst(), where + "/m", decoded);
                    } else {
                        differences.add(where + " no inner message");
                    }
                }
                case "body" -> same(where + " body", text(child), read(actual.openEncoded()));
                case "text-body", "binary-body" -> {
                    byte[] octets = Files.readAllBytes(folder.resolve(child.getAttribute("name")));
                    same(where + " decoded", lines(new String(octets, ISO_8859_1)), read(actual.open()));
                }
                default -> differences.add(where + " unknown " + child.getTagName());
            }
        }
    }

    private void header(Element expected, Entity actual, String where) {
        var fields = elements(expected).stream().map(Mime4jSetTest::text).toList();
        var found = actual.header().fields().stream()
                .filter(f -> !f.name().isEmpty())
                .map(f -> lines(f.toString()).replaceFirst("\n$", ""))
                .toList();
        same(where + " header", fields.toString(), found.toString());
    }

    private void multipart(Element expected, Entity actual, String where, boolean decoded) throws IOException {
        var extent = actual.extent();
        String preamble = "";
        String epilogue = "";
        int parts = 0;
        for (Element child : elements(expected)) {
            switch (child.getTagName()) {
                case "preamble" -> preamble = text(child);
                case "epilogue" -> epilogue = text(child);
                case "body-part" -> {
                    if (parts < actual.children().size()) {
                        entity(child, actual.children().get(parts), where + "/" + parts, decoded);
                    }
                    parts++;
                }
                default -> differences.add(where + " unknown " + child.getTagName());
            }
        }
        same(where + " parts", "" + parts, "" + actual.children().size());
        same(where + " preamble", preamble, read(actual.source().open(extent.bodyStart(), extent.preambleEnd())));
        same(where + " epilogue", epilogue, read(actual.source().open(extent.epilogueStart(), extent.end())));
    }

    private static String text(Element element) {
        return lines(element.getTextContent()).replaceFirst("^\n", "");
    }

    private static String read(InputStream in) throws IOException {
        try (in) {
            return lines(new String(in.readAllBytes(), ISO_8859_1));
        }
    }

    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }

    private void same(String what, String expected, String actual) {
        if (!expected.equals(actual)) {
            differences.add(what + " expected <" + cut(expected) + "> was <" + cut(actual) + ">");
        }
    }

    private static String cut(String text) {
        String shown = text.replace("\n", "\\n");
        return shown.length() < 160 ? shown : shown.substring(0, 70) + "..." + shown.substring(shown.length() - 70);
    }
}
