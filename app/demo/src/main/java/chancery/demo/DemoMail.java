package chancery.demo;

import chancery.mail.EmailAddress;
import chancery.mail.ReversePath;
import java.util.List;

/**
 * A mail to be sent.
 *
 * @param name of the file, and the place in it for an mbox
 * @param content lines ending in CR LF
 */
record DemoMail(String name, ReversePath sender, List<EmailAddress> recipients, byte[] content) {}
