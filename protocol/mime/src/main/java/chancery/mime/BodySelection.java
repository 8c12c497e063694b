package chancery.mime;

import java.util.ArrayList;
import java.util.List;

/**
 * Which parts are the text that a person reads, in plain and in HTML, and which are attachments. The lists are those of
 * RFC 8621 §4.1.4, except that an image in the text is among the attachments too, since it can be saved, and that a
 * disposition nobody knows makes an attachment (RFC 2183 §2.8).
 */
final class BodySelection {
    final List<Entity> text = new ArrayList<>();
    final List<Entity> html = new ArrayList<>();
    final List<Entity> attachments = new ArrayList<>();

    private BodySelection() {}

    static BodySelection of(Entity root) {
        var selection = new BodySelection();
        selection.part(root, "mixed", 0, true, true, false);
        return selection;
    }

    private void multipart(Entity entity, boolean toText, boolean toHtml, boolean inAlternative) {
        String subtype = entity.contentType().subtype();
        boolean alternative = subtype.equals("alternative");
        int textBefore = text.size();
        int htmlBefore = html.size();
        boolean plainOnly = toText;
        boolean htmlOnly = toHtml;
        int index = 0;
        for (Entity child : entity.children()) {
            part(child, subtype, index++, plainOnly, htmlOnly, inAlternative || alternative);
            if (!alternative && inAlternative && isBody(child)) {
                // inside an alternative a mixed part belongs to one of the two sides once its kind is known
                htmlOnly &= !child.contentType().is("text/plain");
                plainOnly &= !child.contentType().is("text/html");
            }
        }
        if (alternative && toText && toHtml) {
            shareWhatIsAlone(textBefore, htmlBefore);
        }
    }

    private void shareWhatIsAlone(int textBefore, int htmlBefore) {
        boolean noText = text.size() == textBefore;
        boolean noHtml = html.size() == htmlBefore;
        if (noText && !noHtml) {
            text.addAll(html.subList(htmlBefore, html.size()));
        } else if (noHtml && !noText) {
            html.addAll(text.subList(textBefore, text.size()));
        }
    }

    private static boolean isBody(Entity entity) {
        var type = entity.contentType();
        return type.is("text/plain") || type.is("text/html");
    }

    private void part(Entity entity, String within, int index, boolean toText, boolean toHtml, boolean inAlternative) {
        if (entity.isMultipart() && !entity.children().isEmpty()) {
            multipart(entity, toText, toHtml, inAlternative);
        } else if (!isShown(entity, within, index)) {
            attachments.add(entity);
        } else if (within.equals("alternative")) {
            alternative(entity, toText, toHtml);
        } else {
            shown(entity, toText, toHtml, inAlternative);
        }
    }

    private static boolean isShown(Entity entity, String within, int index) {
        boolean asksApart = entity.disposition().map(d -> !d.isInline()).orElse(false);
        boolean kind = isBody(entity) || entity.contentType().isMedia() || isBroken(entity);
        boolean mayFollow = !within.equals("related")
                && (entity.contentType().isMedia() || entity.givenFileName().isEmpty());
        return !asksApart && kind && (index == 0 || mayFollow);
    }

    /** A multipart in which no part was found is read as the text it then is. */
    private static boolean isBroken(Entity entity) {
        return entity.contentType().isMultipart() && entity.children().isEmpty();
    }

    private void alternative(Entity entity, boolean toText, boolean toHtml) {
        if (entity.contentType().is("text/plain") && toText) {
            text.add(entity);
        } else if (entity.contentType().is("text/html") && toHtml) {
            html.add(entity);
        } else {
            attachments.add(entity);
        }
    }

    private void shown(Entity entity, boolean toText, boolean toHtml, boolean inAlternative) {
        boolean isText = toText && !(inAlternative && entity.contentType().is("text/html"));
        boolean isHtml = toHtml && !(inAlternative && entity.contentType().is("text/plain"));
        if (isText) {
            text.add(entity);
        }
        if (isHtml) {
            html.add(entity);
        }
        if (entity.contentType().isMedia()) {
            attachments.add(entity);
        }
    }
}
