package chancery.portal;

import chancery.mail.EmailAddress;
import java.util.Locale;

/**
 * How a tenant appears to guests.
 *
 * @param name the organisation's name as guests know it
 * @param noticeSender the author of notices, in a domain of the tenant
 * @param language of notices, since a mail cannot know its reader's
 */
public record TenantFace(String name, EmailAddress noticeSender, Locale language) {}
