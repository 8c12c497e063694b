package chancery.admin;

import chancery.mail.FaultException;
import java.io.IOException;
import java.io.InputStream;

/** The description of the API that this version has, in OpenAPI. */
public final class ApiDescription {
    private ApiDescription() {}

    /** As {@code /api/v1/openapi.json} answers it. */
    public static byte[] json() {
        try (InputStream in = ApiDescription.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new FaultException(AdminError.DESCRIPTION_MISSING, "openapi.json");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new FaultException(AdminError.DESCRIPTION_MISSING, e);
        }
    }
}
