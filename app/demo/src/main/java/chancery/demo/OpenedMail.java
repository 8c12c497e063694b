package chancery.demo;

import java.util.List;

/**
 * A mail as a guest got it from the portal.
 *
 * @param whole the mail saved as one file
 * @param files its attachments in their order, each saved on its own
 * @param text what the page shows as plain text, without markup
 */
record OpenedMail(byte[] whole, List<byte[]> files, String text) {}
