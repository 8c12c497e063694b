package chancery.flow;

import chancery.mail.FaultException;
import chancery.mail.Finding;
import chancery.mime.AsciiText;
import chancery.policy.LexiconScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Looks for a tenant's word lists in subject and text of a mail. What could not be looked into is a finding too. */
final class WordScan {
    /** Enough for any text that a person wrote; beyond it the rest is reported as not scanned. */
    static final int MAX_CHARACTERS = 1 << 20;

    private WordScan() {}

    static List<Finding> scan(OpenedContent opened, LexiconScanner words) {
        try {
            var findings = new ArrayList<Finding>(opened.closed());
            LexiconScanner.Scan scan = words.begin().text(opened.header().subject());
            long characters = 0;
            for (CharSequence text : opened.message().searchableTexts(MAX_CHARACTERS + 1)) {
                if (text instanceof AsciiText ascii) {
                    scan.ascii(ascii.octets(), ascii.from(), ascii.to());
                } else {
                    scan.text(text);
                }
                characters += text.length() + 1;
            }
            findings.addAll(scan.findings());
            if (characters > MAX_CHARACTERS) {
                findings.add(new Finding.ScanIncomplete("words", "text longer than a million characters"));
            }
            return findings;
        } catch (IOException e) {
            throw new FaultException(FlowError.CONTENT_NOT_READ, e);
        }
    }
}
