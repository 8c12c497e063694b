package chancery.cli;

import chancery.mime.HeaderField;
import chancery.mime.HeaderSection;
import java.util.List;

/** What the mail says of its own authentication. These are claims of whoever wrote the fields; nothing is verified. */
final class InspectAuthentication {
    private static final List<String> FIELDS = List.of(
            "Authentication-Results", "ARC-Authentication-Results", "Received-SPF", "DKIM-Signature", "ARC-Seal");

    private InspectAuthentication() {}

    static void add(HeaderSection header, Inspection inspection) {
        var claims = inspection.json().putArray("authenticationClaims");
        boolean any = FIELDS.stream().anyMatch(f -> header.first(f).isPresent());
        if (!any) {
            return;
        }
        inspection.section("Authentication, as the mail itself says; not verified");
        for (String name : FIELDS) {
            for (HeaderField field : header.all(name)) {
                claims.addObject().put("field", name).put("value", field.value());
                inspection.line("  ", name + ": " + shown(name, field.value()));
            }
        }
    }

    /** Of a signature a person wants the domain, the selector and the method, not the octets. */
    private static String shown(String name, String value) {
        if (!name.equals("DKIM-Signature") && !name.equals("ARC-Seal")) {
            return value;
        }
        return value.replaceAll("\\b(b|bh|h)=[^;]*;?", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
