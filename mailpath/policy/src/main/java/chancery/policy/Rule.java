package chancery.policy;

/**
 * @param id kebab-case, unique in its policy; goes to the audit
 * @param explanation one sentence for people, shown in the delivery plan
 */
public record Rule(String id, Condition when, Outcome then, String explanation) {
    public Rule {
        boolean kebab = id.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
        if (id.isEmpty() || id.length() > 60 || !kebab) {
            throw new IllegalArgumentException("a rule's id has 1 to 60 characters a-z, 0-9 and -");
        }
        if (id.equals(Policy.OTHERWISE)) {
            throw new IllegalArgumentException("\"otherwise\" is the id of the outcome without a rule");
        }
        if (explanation.length() > 500) {
            throw new IllegalArgumentException("an explanation has at most 500 characters");
        }
    }
}
