package chancery.mail;

/**
 * Why something was decided.
 *
 * @param code for metrics and audit, kebab-case, from a fixed set
 * @param explanation one sentence for people
 */
public record Reason(String code, String explanation) {}
