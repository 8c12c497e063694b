package chancery.architecture;

/**
 * One place that breaks a rule.
 *
 * @param rule short name, as in exceptions.tsv
 * @param place path and, after a colon, the line
 */
record Violation(String rule, String place, String what) {
    /** The file alone: lines move, exceptions should not. */
    String file() {
        return place.replaceAll(":\\d+$", "");
    }

    @Override
    public String toString() {
        return rule + "  " + place + "  " + what;
    }
}
