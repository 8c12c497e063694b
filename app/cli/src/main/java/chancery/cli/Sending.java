package chancery.cli;

/** How a command sends fields to the API. */
enum Sending {
    ADD("add", "POST"),
    CHANGE("change", "PATCH");

    private final String word;
    private final String method;

    Sending(String word, String method) {
        this.word = word;
        this.method = method;
    }

    /** As typed. */
    String word() {
        return word;
    }

    /** Of HTTP. */
    String method() {
        return method;
    }
}
