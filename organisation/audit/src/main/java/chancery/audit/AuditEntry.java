package chancery.audit;

/** A record as it stands in its chain; {@code seq} counts from 1. */
public record AuditEntry(String chain, long seq, AuditRecord record) {}
