package chancery.tenancy;

import chancery.mail.EmailAddress;
import chancery.mail.TenantId;

/** Someone who may submit mail of a tenant. */
public record Account(TenantId tenant, EmailAddress address, Role role, ScramSecret secret) {}
