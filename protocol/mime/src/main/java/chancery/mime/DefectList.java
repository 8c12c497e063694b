package chancery.mime;

import java.util.ArrayList;
import java.util.List;

/** Defects as they are found, as many as a person would read. */
final class DefectList {
    private static final int MAX = 100;

    private final List<Defect> found = new ArrayList<>();

    void add(Defect.Kind kind, long offset) {
        if (found.size() < MAX) {
            found.add(new Defect(kind, offset));
        }
    }

    List<Defect> found() {
        return found;
    }
}
