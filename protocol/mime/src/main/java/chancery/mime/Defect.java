package chancery.mime;

/**
 * A rule that the message breaks and that did not keep it from being read.
 *
 * @param kind which rule
 * @param offset where, in octets from the start of the source that was parsed
 */
public record Defect(Kind kind, long offset) {

    /** The rules that mail in the wild breaks. */
    public enum Kind {
        /** A line of the header section that is no field (RFC 5322 §2.2); kept, never understood. */
        NOT_A_FIELD,
        /** The text begins where the header section should be. */
        NO_HEADER_SECTION,
        /** The header section ends without an empty line (RFC 5322 §2.1). */
        HEADER_SECTION_NOT_ENDED,
        /** A header line of more than 998 octets (RFC 5322 §2.1.1). */
        HEADER_LINE_TOO_LONG,
        /** NUL or a bare CR in the header section. */
        CONTROL_OCTET_IN_HEADER,
        /** A multipart without boundary parameter (RFC 2046 §5.1.1); read as one leaf. */
        BOUNDARY_MISSING,
        /** A multipart whose boundary never comes. */
        NO_PARTS,
        /** A multipart without close-delimiter (RFC 2046 §5.1.1). */
        MULTIPART_NOT_CLOSED,
        /** base64 or quoted-printable on a multipart or message (RFC 2045 §6.4). */
        ENCODED_COMPOSITE,
        /** A Content-Transfer-Encoding nobody defined (RFC 2045 §6.1); read as octets. */
        UNKNOWN_ENCODING,
        /** Content-Type that cannot be read (RFC 2045 §5.2). */
        BAD_CONTENT_TYPE,
        /** A second Content-Type, Content-Transfer-Encoding or Content-Disposition; the first counts. */
        REPEATED_FIELD,
        /** An encoded message inside too many other encoded ones; not opened. */
        ENCODED_TOO_DEEP
    }
}
