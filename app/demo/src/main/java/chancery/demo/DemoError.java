package chancery.demo;

import chancery.mail.ErrorCode;

/** Faults of the stand-in world. */
enum DemoError implements ErrorCode {
    NOT_KEPT(9501);

    private final int number;

    DemoError(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public ErrorClass errorClass() {
        return ErrorClass.LOCAL;
    }
}
