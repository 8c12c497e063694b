package chancery.smime;

import java.util.Set;

/**
 * The inputs of path validation that concern certificate policies (RFC 5280 §6.1.1).
 *
 * @param policies acceptable policies by object identifier; empty means any
 */
record PathSettings(
        Set<String> policies, boolean explicitPolicyRequired, boolean mappingInhibited, boolean anyPolicyInhibited) {
    static final PathSettings STANDARD = new PathSettings(Set.of(), false, false, false);

    PathSettings {
        policies = Set.copyOf(policies);
    }
}
