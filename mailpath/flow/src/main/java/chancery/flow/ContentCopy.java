package chancery.flow;

import chancery.mail.FaultException;
import chancery.mail.TenantId;
import chancery.store.ContentVault;
import chancery.store.ContentWriter;
import chancery.store.SealedContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/** A content for another tenant: the same octets under a message key and a tenant key of its own. */
final class ContentCopy {
    private ContentCopy() {}

    static SealedContent copy(ContentVault vault, SealedContent original, TenantId tenant, UUID contentId) {
        ContentWriter writer = vault.begin(tenant, contentId);
        try (InputStream clear = original.openClear()) {
            clear.transferTo(writer);
            return writer.seal();
        } catch (IOException e) {
            writer.abort();
            throw new FaultException(FlowError.CONTENT_NOT_WRITTEN, e);
        }
    }
}
