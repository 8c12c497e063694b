package chancery.openpgp;

/** Packet type IDs (RFC 9580 §5). */
final class Tags {
    static final int PKESK = 1;
    static final int SIGNATURE = 2;
    static final int SKESK = 3;
    static final int ONE_PASS_SIGNATURE = 4;
    static final int SECRET_KEY = 5;
    static final int PUBLIC_KEY = 6;
    static final int SECRET_SUBKEY = 7;
    static final int COMPRESSED = 8;
    static final int SED = 9;
    static final int MARKER = 10;
    static final int LITERAL = 11;
    static final int TRUST = 12;
    static final int USER_ID = 13;
    static final int PUBLIC_SUBKEY = 14;
    static final int USER_ATTRIBUTE = 17;
    static final int SEIPD = 18;
    static final int LIBREPGP_OCB = 20;
    static final int PADDING = 21;

    /** First of the types that a reader that does not know them passes over. RFC 9580 §4.3 */
    static final int FIRST_NON_CRITICAL = 40;

    private Tags() {}
}
