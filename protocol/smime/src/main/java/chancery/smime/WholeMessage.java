package chancery.smime;

import chancery.mime.HeaderSection;
import chancery.mime.Message;
import chancery.mime.MimeSource;
import chancery.mime.ProtectedHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** Protects a message with its header fields (RFC 9788 §5). */
final class WholeMessage {
    private WholeMessage() {}

    static void protect(
            MessageProtector protector, Message message, Protection wanted, ScratchSpace space, OutputStream out)
            throws GeneralSecurityException, IOException {
        HeaderSection header = message.header();
        boolean encrypting = !wanted.recipients().isEmpty();
        var both = encrypting ? ProtectedHeader.encrypted(header) : ProtectedHeader.signed(header);
        MimeSource payload = () -> new SequenceInputStream(
                new ByteArrayInputStream(both.inside()), message.root().openEncoded());
        var protectedEntity = space.create();
        if (encrypting) {
            MimeSource inner = payload;
            if (wanted.signer().isPresent()) {
                var signed = space.create();
                protector.signClear(payload, wanted.signer().get(), wanted.along(), signed);
                signed.close();
                inner = signed;
            }
            protector.encrypt(inner, wanted.recipients(), protectedEntity);
        } else if (wanted.opaque()) {
            protector.signOpaque(payload, wanted.signer().orElseThrow(), wanted.along(), protectedEntity);
        } else {
            protector.signClear(payload, wanted.signer().orElseThrow(), wanted.along(), protectedEntity);
        }
        protectedEntity.close();
        // nothing is written before everything went well: half a message would be taken for a whole one
        for (String field : both.outside()) {
            out.write(field.getBytes(StandardCharsets.UTF_8));
        }
        out.write("MIME-Version: 1.0\r\n".getBytes(StandardCharsets.US_ASCII));
        try (var in = protectedEntity.open()) {
            in.transferTo(out);
        }
    }
}
