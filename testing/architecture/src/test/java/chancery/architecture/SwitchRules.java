package chancery.architecture;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * A switch over a sealed type has no {@code default}, so that a new member fails the build wherever it is not handled.
 * Types are known by their simple names only: a switch counts when all its patterns are members of one sealed type.
 */
final class SwitchRules {
    private SwitchRules() {}

    static List<Violation> check(SourceTree tree) {
        var families = families(tree.main());
        var found = new ArrayList<Violation>();
        for (var source : tree.main()) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitSwitch(SwitchTree choice, Void nothing) {
                    look(source, choice, choice.getCases());
                    return super.visitSwitch(choice, nothing);
                }

                @Override
                public Void visitSwitchExpression(SwitchExpressionTree choice, Void nothing) {
                    look(source, choice, choice.getCases());
                    return super.visitSwitchExpression(choice, nothing);
                }

                private void look(JavaSource in, Tree choice, List<? extends CaseTree> cases) {
                    if (hasDefault(cases) && isSealed(patterns(cases), families)) {
                        found.add(new Violation("sealed-switch", in.place(choice), "has a default over a sealed type"));
                    }
                }
            }.scan(source.unit(), null);
        }
        return found;
    }

    private static boolean isSealed(Set<String> patterns, Map<String, Set<String>> families) {
        return !patterns.isEmpty() && families.values().stream().anyMatch(members -> members.containsAll(patterns));
    }

    private static boolean hasDefault(List<? extends CaseTree> cases) {
        return cases.stream().flatMap(one -> one.getLabels().stream()).anyMatch(DefaultCaseLabelTree.class::isInstance);
    }

    /** Simple names of the types in the patterns: {@code Decision.Deliver deliver} is {@code Deliver}. */
    private static Set<String> patterns(List<? extends CaseTree> cases) {
        var names = new HashSet<String>();
        for (var one : cases) {
            for (var label : one.getLabels()) {
                if (label instanceof PatternCaseLabelTree pattern) {
                    if (pattern.getPattern() instanceof BindingPatternTree binding) {
                        names.add(simple(binding.getVariable().getType()));
                    } else if (pattern.getPattern() instanceof DeconstructionPatternTree record) {
                        names.add(simple(record.getDeconstructor()));
                    }
                }
            }
        }
        return names;
    }

    private static String simple(Tree type) {
        var text = type.toString().replaceAll("<.*", "");
        return text.substring(text.lastIndexOf('.') + 1);
    }

    private static Map<String, Set<String>> families(List<JavaSource> sources) {
        var sealed = new HashSet<String>();
        var parents = new HashMap<String, Set<String>>();
        for (var source : sources) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitClass(ClassTree type, Void nothing) {
                    var name = type.getSimpleName().toString();
                    if (type.getModifiers().getFlags().contains(Modifier.SEALED)) {
                        sealed.add(name);
                    }
                    var up = parents.computeIfAbsent(name, _ -> new HashSet<>());
                    type.getImplementsClause().forEach(parent -> up.add(simple(parent)));
                    if (type.getExtendsClause() != null) {
                        up.add(simple(type.getExtendsClause()));
                    }
                    return super.visitClass(type, nothing);
                }
            }.scan(source.unit(), null);
        }
        var families = new HashMap<String, Set<String>>();
        parents.forEach((name, up) -> up.stream()
                .filter(sealed::contains)
                .forEach(parent ->
                        families.computeIfAbsent(parent, _ -> new HashSet<>()).add(name)));
        return families;
    }
}
