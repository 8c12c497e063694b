package chancery.openpgp;

/** What a key may be used for (RFC 9580 §5.2.3.29). */
public enum KeyUse {
    CERTIFY(0x01),
    SIGN(0x02),
    ENCRYPT_COMMUNICATIONS(0x04),
    ENCRYPT_STORAGE(0x08),
    AUTHENTICATE(0x20);

    private final int flag;

    KeyUse(int flag) {
        this.flag = flag;
    }

    int flag() {
        return flag;
    }
}
