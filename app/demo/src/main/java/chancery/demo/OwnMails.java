package chancery.demo;

import chancery.mail.EmailAddress;
import chancery.mail.ReversePath;
import chancery.mail.SyntaxException;
import chancery.mime.AddressList;
import chancery.mime.HeaderSection;
import chancery.mime.MessageParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The demo's own mails, and what is planned for each of their recipients. */
final class OwnMails {
    private static final String FOLDER = "mails/";

    private OwnMails() {}

    /** Method word, or {@code refused}, by mail and recipient. */
    static Map<String, Map<String, String>> plan() throws IOException {
        var plan = new LinkedHashMap<String, Map<String, String>>();
        for (String line :
                new String(resource("plan.tsv"), StandardCharsets.UTF_8).lines().toList()) {
            if (!line.startsWith("#")) {
                String[] columns = line.split("\t");
                plan.computeIfAbsent(columns[0], m -> new LinkedHashMap<>()).put(columns[1], columns[2]);
            }
        }
        return plan;
    }

    static List<DemoMail> read() throws IOException {
        var mails = new ArrayList<DemoMail>();
        for (var planned : plan().entrySet()) {
            byte[] content = resource(FOLDER + planned.getKey());
            try {
                var recipients = new ArrayList<EmailAddress>();
                for (String recipient : planned.getValue().keySet()) {
                    recipients.add(EmailAddress.parse(recipient));
                }
                HeaderSection header = MessageParser.parse(content).header();
                mails.add(new DemoMail(planned.getKey(), author(header.addresses("From")), recipients, content));
            } catch (SyntaxException e) {
                throw new IOException(planned.getKey(), e);
            }
        }
        return mails;
    }

    private static ReversePath author(AddressList from) {
        return from.addresses().stream()
                .findFirst()
                .<ReversePath>map(ReversePath.Mailbox::new)
                .orElseGet(ReversePath.Null::new);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = OwnMails.class.getResourceAsStream("/chancery/demo/" + name)) {
            if (in == null) {
                throw new IOException("the demo's file " + name + " is missing");
            }
            return in.readAllBytes();
        }
    }
}
