package chancery.mail;

/** How a guest proves who they are before content is shown. */
public enum UnlockMethod {
    /** A one-time code sent to the recipient's mailbox, valid only in the browser that asked for it. */
    MAILED_CODE
}
