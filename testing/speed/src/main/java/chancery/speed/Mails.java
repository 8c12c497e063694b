package chancery.speed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Random;

/** Mails to measure with, the same every time. */
final class Mails {
    private static final String[] WORDS = {
        "the",
        "invoice",
        "for",
        "last",
        "month",
        "is",
        "attached",
        "please",
        "find",
        "results",
        "of",
        "your",
        "appointment",
        "on",
        "Tuesday",
        "with",
        "regards",
        "and",
        "a",
        "question",
        "about",
        "delivery"
    };
    private static final String HEADER = """
            Received: from mail.partner.example (mail.partner.example [192.0.2.7])
             by mx.clinic.example with ESMTPS id 4Zk1bQ6rK2z9rxd
             for <anna@clinic.example>; Thu, 6 Nov 2025 10:11:12 +0000
            From: "Bob Partner" <bob@partner.example>
            To: Anna <anna@clinic.example>, Office <office@clinic.example>
            Cc: archive@partner.example
            Subject: =?utf-8?Q?Results_f=C3=BCr_November?=
            Date: Thu, 6 Nov 2025 10:11:10 +0000
            Message-ID: <20251106101110.4711@partner.example>
            In-Reply-To: <20251105090000.17@clinic.example>
            References: <20251101080000.3@partner.example>
             <20251105090000.17@clinic.example>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8; format=flowed
            Content-Transfer-Encoding: 7bit
            User-Agent: Mail/1.0
            X-Mailer: none

            """;

    private Mails() {}

    /** A plain text of so many octets in lines of words, with a header section as usual. */
    static byte[] text(int octets) {
        var mail = new StringBuilder(octets + 100);
        mail.append(HEADER.replace("\n", "\r\n"));
        var random = new Random(7);
        int line = 0;
        while (mail.length() < octets) {
            String word = WORDS[random.nextInt(WORDS.length)];
            mail.append(word);
            line += word.length() + 1;
            mail.append(line > 66 ? "\r\n" : " ");
            line = line > 66 ? 0 : line;
        }
        return mail.append("\r\n").toString().getBytes(US_ASCII);
    }
}
