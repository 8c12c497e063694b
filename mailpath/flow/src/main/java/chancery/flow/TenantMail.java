package chancery.flow;

import chancery.mail.MailTransaction;
import chancery.store.SealedContent;

/** One tenant's transaction with its content, sealed under that tenant's key. */
record TenantMail(MailTransaction transaction, SealedContent content) {}
