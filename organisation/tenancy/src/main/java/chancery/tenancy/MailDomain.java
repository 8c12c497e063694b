package chancery.tenancy;

import chancery.mail.EmailAddress;
import chancery.mail.TenantId;

/**
 * A domain that a tenant receives mail for.
 *
 * @param domain lower case A-labels
 * @param serverHost host name or address literal without brackets of the mail server that takes inbound mail
 * @param portalName how the tenant calls itself towards recipients
 * @param noticeSender author of notices
 */
public record MailDomain(
        TenantId tenant,
        String domain,
        String serverHost,
        int serverPort,
        String portalName,
        EmailAddress noticeSender) {
    public MailDomain {
        if (serverPort < 1 || serverPort > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535");
        }
        if (!serverHost.matches("[A-Za-z0-9:._-]{1,255}")) {
            throw new IllegalArgumentException("the mail server is a host name or an IP address");
        }
        if (portalName.isBlank()
                || portalName.length() > 200
                || portalName.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("the portal's name has 1 to 200 characters in one line");
        }
    }
}
