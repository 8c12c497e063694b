package chancery.mail;

import java.util.UUID;

/** Identifies a customer. First in every key of tenant data. */
public record TenantId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
