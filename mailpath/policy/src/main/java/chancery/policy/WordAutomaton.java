package chancery.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All patterns of all lists in one automaton: one table look-up per character, whatever their number. Patterns are
 * folded text whose word boundaries are spaces.
 */
final class WordAutomaton {
    private static final int[] NOTHING = {};
    private static final int MAX_CELLS = 20_000_000;

    private final char[][] classes = new char[256][];
    private final int classCount;
    private final int[] next;
    private final int[][] found;

    /** @param patterns pattern to the number that {@link #found} answers; several patterns may share a number */
    WordAutomaton(Map<String, List<Integer>> patterns) {
        var trie = new Trie();
        patterns.forEach(trie::add);
        classCount = assignClasses(patterns.keySet());
        if ((long) trie.nodes.size() * classCount > MAX_CELLS) {
            throw new IllegalArgumentException("the word lists use too many different characters for their length");
        }
        next = new int[trie.nodes.size() * classCount];
        found = new int[trie.nodes.size()][];
        link(trie);
    }

    /** The state before any character; states are offsets into the table. */
    int start() {
        return 0;
    }

    /** How many classes there are; a class is a number below it. */
    int classCount() {
        return classCount;
    }

    /** The class of a folded character: 0 for all that occur in no pattern. */
    char classOf(char folded) {
        char[] page = classes[folded >> 8];
        return page == null ? 0 : page[folded & 0xff];
    }

    /** The next state; where a pattern ends there, its complement, which is negative. */
    int step(int state, char characterClass) {
        return next[state + characterClass];
    }

    /** Numbers of the patterns that end in this state. */
    int[] found(int state) {
        return found[state / classCount];
    }

    private int assignClasses(Iterable<String> patterns) {
        int count = 1;
        for (String pattern : patterns) {
            for (int i = 0; i < pattern.length(); i++) {
                char c = pattern.charAt(i);
                if (classes[c >> 8] == null) {
                    classes[c >> 8] = new char[256];
                }
                if (classes[c >> 8][c & 0xff] == 0) {
                    classes[c >> 8][c & 0xff] = (char) count++;
                }
            }
        }
        return count;
    }

    /** Breadth first: a state's fallback is shallower than the state, hence already complete. */
    private void link(Trie trie) {
        int[] fallback = new int[trie.nodes.size()];
        var open = new ArrayDeque<Integer>();
        open.add(0);
        while (!open.isEmpty()) {
            int state = open.poll();
            found[state] = joined(trie.numbers.get(state), state == 0 ? NOTHING : found[fallback[state]]);
            if (state != 0) {
                System.arraycopy(next, fallback[state] * classCount, next, state * classCount, classCount);
            }
            for (var edge : trie.nodes.get(state).entrySet()) {
                int child = edge.getValue();
                int cell = state * classCount + classOf(edge.getKey());
                fallback[child] = state == 0 ? 0 : next[cell];
                next[cell] = child;
                open.add(child);
            }
        }
        for (int cell = 0; cell < next.length; cell++) {
            int target = next[cell] * classCount;
            next[cell] = found[next[cell]].length == 0 ? target : ~target;
        }
    }

    private static int[] joined(List<Integer> own, int[] inherited) {
        if (own.isEmpty()) {
            return inherited;
        }
        int[] all = new int[own.size() + inherited.length];
        for (int i = 0; i < own.size(); i++) {
            all[i] = own.get(i);
        }
        System.arraycopy(inherited, 0, all, own.size(), inherited.length);
        return all;
    }

    private static final class Trie {
        final List<Map<Character, Integer>> nodes = new ArrayList<>(List.of(new HashMap<>()));
        final List<List<Integer>> numbers = new ArrayList<>(List.of(new ArrayList<>()));

        void add(String pattern, List<Integer> values) {
            int node = 0;
            for (int i = 0; i < pattern.length(); i++) {
                char c = pattern.charAt(i);
                Integer child = nodes.get(node).get(c);
                if (child == null) {
                    child = nodes.size();
                    nodes.get(node).put(c, child);
                    nodes.add(new HashMap<>());
                    numbers.add(new ArrayList<>());
                }
                node = child;
            }
            numbers.get(node).addAll(values);
        }
    }
}
