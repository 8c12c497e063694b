/**
 * Messages as octets: read, looked at, changed in one place and written back without losing any other octet.
 *
 * <p>A message (RFC 5322 §2.1) is a header section, an empty line and a body. MIME (RFC 2045, RFC 2046) lets the body
 * of an entity be several entities, kept apart by delimiter lines, or a whole message. A gateway must not rewrite what
 * it passes: a signature covers the octets. So {@link chancery.mime.MessageParser} makes an index in one pass: each
 * {@link chancery.mime.Entity} holds its header section as exact octets and its body as a range of the
 * {@link chancery.mime.MimeSource}, which may be a file far larger than memory.
 *
 * <p>Mail as it is found in the wild breaks every rule of these standards. What is merely wrong is read in the way that
 * loses nothing and is listed as a {@link chancery.mime.Defect}; only what would cost unbounded time or memory
 * ({@link chancery.mime.MimeLimits}) stops the parser with a {@link chancery.mail.SyntaxException}. What a person shall
 * read is decoded leniently (RFC 2047, RFC 2231, charsets under their many names); what decides where mail goes is not:
 * an address that is no address stays a {@link chancery.mime.HeaderMailbox.Invalid}.
 *
 * <p>Use {@link chancery.mime.MessageView} to show a message, {@link chancery.mime.HeaderEditor} to change header fields
 * of a message that is otherwise passed on, {@link chancery.mime.MessageBuilder} to write a new one.
 */
@NullMarked
package chancery.mime;

import org.jspecify.annotations.NullMarked;
