package chancery.flow;

import chancery.mail.Envelope;
import chancery.mail.TenantId;

/** The share of an envelope that concerns one tenant. */
record TenantEnvelope(TenantId tenant, Envelope envelope) {}
