package chancery.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An element without its attributes: local name, text and child elements. */
final class XmlElement {
    private final String name;
    private final StringBuilder text = new StringBuilder();
    private final List<XmlElement> children = new ArrayList<>();

    XmlElement(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void append(String more) {
        text.append(more);
    }

    void add(XmlElement child) {
        children.add(child);
    }

    String text() {
        return text.toString().strip();
    }

    List<XmlElement> all(String childName) {
        return children.stream().filter(c -> c.name.equals(childName)).toList();
    }

    Optional<XmlElement> first(String childName) {
        return children.stream().filter(c -> c.name.equals(childName)).findFirst();
    }

    /** The text of the first child of that name, when it says something. */
    Optional<String> value(String childName) {
        return first(childName).map(XmlElement::text).filter(t -> !t.isEmpty());
    }

    /** The first element of that name in here, or this one. */
    Optional<XmlElement> find(String wanted) {
        if (name.equals(wanted)) {
            return Optional.of(this);
        }
        return children.stream().flatMap(c -> c.find(wanted).stream()).findFirst();
    }
}
