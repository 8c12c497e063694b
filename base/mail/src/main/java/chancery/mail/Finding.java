package chancery.mail;

/** What a scanner saw. Scanners report, only policy decides. */
public sealed interface Finding {
    /** A word list matched. {@code score} is the sum of the weights of its matching words. */
    record LexiconHit(String lexicon, int score) implements Finding {}

    /** A part could not be looked into, for example encrypted or beyond a limit. */
    record Unscannable(String part, String why) implements Finding {}

    /** A scanner gave no answer in time; never to be read as clean. */
    record ScanIncomplete(String scanner, String why) implements Finding {}
}
