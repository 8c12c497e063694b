package chancery.openpgp;

/** Carries a refusal to the entry that was called, which turns it into a result. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final Refusal refusal;

    RefusedException(Refusal refusal, String explanation) {
        super(explanation, null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }

    String explanation() {
        String text = getMessage();
        return text == null ? "" : text;
    }
}
