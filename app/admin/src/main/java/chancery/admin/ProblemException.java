package chancery.admin;

import java.io.Serial;
import java.util.List;

/** Ends a request with a problem document (RFC 9457 §3). */
final class ProblemException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<String> errors;

    private ProblemException(int status, String detail, List<String> errors) {
        super(detail);
        this.status = status;
        this.errors = List.copyOf(errors);
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(422, detail, List.of());
    }

    static ProblemException invalid(String detail, List<String> errors) {
        return new ProblemException(422, detail, errors);
    }

    static ProblemException unreadable(String detail) {
        return new ProblemException(400, detail, List.of());
    }

    static ProblemException missing(String detail) {
        return new ProblemException(404, detail, List.of());
    }

    static ProblemException conflict(String detail) {
        return new ProblemException(409, detail, List.of());
    }

    static ProblemException forbidden(String detail) {
        return new ProblemException(403, detail, List.of());
    }

    int status() {
        return status;
    }

    List<String> errors() {
        return errors;
    }
}
