package chancery.policy;

/** What is in force for a tenant: the evaluator of its policy and the scanner for that policy's word lists. */
public record CurrentPolicy(PolicyEvaluator evaluator, LexiconScanner scanner) {
    /** For a policy that need not be in force; builds the automaton of its own word lists. */
    public static CurrentPolicy of(Policy policy) {
        return new CurrentPolicy(new PolicyEvaluator(policy), LexiconScanner.of(policy));
    }

    public Policy policy() {
        return evaluator.policy();
    }
}
