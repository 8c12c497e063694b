package chancery.mail;

/** One entry of a module's error catalogue: an enum implements it, metrics count by it. */
public interface ErrorCode {
    /** Who has to act. */
    enum ErrorClass {
        INPUT,
        REMOTE,
        LOCAL,
        RESOURCE
    }

    /** The enum constant's name. */
    String name();

    /** A number that is unique in the product and never used again. */
    int number();

    ErrorClass errorClass();
}
