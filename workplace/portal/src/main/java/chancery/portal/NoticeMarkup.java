package chancery.portal;

import java.util.ArrayList;
import java.util.List;

/** The HTML form of a notice: no picture, nothing to load, readable in a mail program of any age. */
final class NoticeMarkup {
    private NoticeMarkup() {}

    /** A line that is a web address becomes a button with the address in words below; a code stands large. */
    static String of(TenantFace face, String subject, List<String> lines, Speech speech) {
        List<Html> paragraphs = new ArrayList<>();
        for (String line : lines) {
            paragraphs.add(paragraph(line, speech));
        }
        return Html.of("""
                        <!doctype html>
                        <html lang="{}"><head><meta charset="utf-8">\
                        <meta name="viewport" content="width=device-width, initial-scale=1">\
                        <meta name="color-scheme" content="light dark">\
                        <title>{}</title></head>
                        <body style="margin:0;padding:24px 12px;background:#f4f2ec">
                        <table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
                        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;\
                        background:#fffefb;border:1px solid #dcd8cc;border-radius:12px"><tr>
                        <td style="padding:28px 30px;font:16px/1.55 Arial,Helvetica,sans-serif;color:#1c2328">
                        <p style="margin:0 0 18px;font:bold 19px/1.3 Georgia,serif;color:#0d5752">{}</p>
                        {}</td></tr></table></td></tr></table></body></html>
                        """, speech.language(), subject, face.name(), Html.join(paragraphs))
                .toString();
    }

    private static Html paragraph(String line, Speech speech) {
        if (line.startsWith("https://") && line.indexOf(' ') < 0) {
            return Html.of("""
                    <p style="margin:0 0 14px"><a href="{}" style="display:inline-block;padding:12px 22px;\
                    background:#0d5752;color:#ffffff;border-radius:8px;text-decoration:none;font-weight:bold">{}</a></p>
                    <p style="margin:0 0 18px;font-size:13px;line-height:1.4;word-break:break-all;color:#535d64">{}</p>
                    """, line, speech.say("mail.waiting.open"), line);
        }
        if (line.matches("\\d{4} \\d{4}")) {
            return Html.of("""
                    <p style="margin:0 0 18px;font:bold 30px/1.2 Consolas,Menlo,monospace;letter-spacing:3px">{}</p>
                    """, line);
        }
        return Html.of("<p style=\"margin:0 0 14px;white-space:pre-line\">{}</p>\n", line);
    }
}
