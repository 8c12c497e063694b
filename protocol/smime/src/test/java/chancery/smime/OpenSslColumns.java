package chancery.smime;

import static org.assertj.core.api.Assertions.assertThat;

/** What the tables of files, messages and paths have in common, and what holds between OpenSSL's column and ours. */
final class OpenSslColumns {
    static final int VERDICT = 2;
    static final int WHOSE = 3;
    static final int OPENSSL = 5;
    static final int EVIDENCE = 6;

    private OpenSslColumns() {}

    /** OpenSSL's word as the row has it; empty where the row ends before. */
    static String openSsl(String[] row) {
        return row.length > OPENSSL ? row[OPENSSL] : "";
    }

    /** A difference has its reason in the row, and no row has a reason without a difference. */
    static void assertExplained(String[] row, boolean agrees) {
        assertThat(agrees)
                .as("OpenSSL and our verdict agree, or the row says why not: " + row[0])
                .isNotEqualTo(row[EVIDENCE].contains("OpenSSL differs: "));
    }
}
