package chancery.cli;

import chancery.mail.SyntaxException;
import chancery.mime.Attachment;
import chancery.mime.Defect;
import chancery.mime.Entity;
import chancery.mime.Message;
import chancery.mime.Tnef;
import java.io.IOException;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The part tree with types, sizes, names, encodings and defects; a winmail.dat is opened. */
final class InspectParts {
    private InspectParts() {}

    static void add(Message message, Inspection inspection) throws IOException {
        inspection.section("Parts");
        part(message.root(), "  ", inspection.json().putObject("parts"), inspection);
        ArrayNode defects = inspection.json().putArray("defects");
        if (!message.defects().isEmpty()) {
            inspection.section("Defects");
        }
        for (Defect defect : message.defects()) {
            defects.addObject().put("kind", defect.kind().name()).put("offset", defect.offset());
            String words = defect.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            inspection.line("  ", words + ", at octet " + defect.offset());
        }
    }

    private static void part(Entity entity, String indent, ObjectNode node, Inspection inspection) throws IOException {
        var line = new StringBuilder(entity.contentType().mediaType());
        node.put("type", entity.contentType().mediaType());
        String charset = entity.contentType().parameters().get("charset");
        if (!charset.isEmpty()) {
            node.put("charset", charset);
            line.append(", ").append(charset);
        }
        String encoding = entity.encoding().name().toLowerCase(Locale.ROOT).replace('_', '-');
        node.put("encoding", encoding).put("encodedSize", entity.encodedSize());
        boolean leaf = entity.children().isEmpty();
        long size = leaf ? entity.size() : entity.encodedSize();
        node.put("size", size);
        line.append(", ").append(size).append(" octets");
        line.append(leaf && size != entity.encodedSize() ? " in " + entity.encodedSize() + " of " + encoding : "");
        if (!entity.givenFileName().isEmpty()) {
            node.put("name", entity.givenFileName());
            line.append(", \"").append(entity.givenFileName()).append('"');
        }
        entity.disposition().ifPresent(d -> {
            node.put("disposition", d.type());
            line.append(", ").append(d.type());
        });
        inspection.line(indent, line.toString());
        if (leaf) {
            winmail(entity, indent + "  ", node, inspection);
            return;
        }
        ArrayNode parts = node.putArray("parts");
        for (Entity child : entity.children()) {
            part(child, indent + "  ", parts.addObject(), inspection);
        }
    }

    private static void winmail(Entity entity, String indent, ObjectNode node, Inspection inspection)
            throws IOException {
        boolean tnef = entity.contentType().mediaType().endsWith("ms-tnef")
                || entity.givenFileName().equalsIgnoreCase("winmail.dat");
        if (!tnef) {
            return;
        }
        try {
            files(Tnef.open(entity::open), indent, node, inspection);
        } catch (SyntaxException e) {
            node.put("unopened", e.getMessage());
            inspection.line(indent, "cannot be opened: " + e.getMessage());
        }
    }

    static void files(Iterable<Attachment> files, String indent, ObjectNode node, Inspection inspection)
            throws IOException {
        ArrayNode inside = node.putArray("parts");
        for (Attachment file : files) {
            inside.addObject()
                    .put("type", file.mediaType())
                    .put("name", file.fileName())
                    .put("size", file.size());
            inspection.line(
                    indent, file.mediaType() + ", " + file.size() + " octets, \"" + file.fileName() + "\", inside");
        }
    }
}
