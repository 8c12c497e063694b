/**
 * The REST API under {@code /api/v1}: everything an administrator can see and change, for the command line, for pages
 * and for other programs. Described by OpenAPI 3.1 at {@code /api/v1/openapi.json}, the only path that needs no token.
 *
 * <p>A caller shows a bearer token (RFC 6750 §2.1). The operator of the machine finds one in the data folder
 * ({@link chancery.admin.OperatorToken}); further ones are made by the API, for the operator or for one tenant. A token
 * of a tenant sees and changes that tenant alone; what belongs to others does not exist for it.
 *
 * <p>Tenants are named by id or, where it is unambiguous, by name. A trouble is a problem document (RFC 9457 §3) whose
 * {@code detail} says what to do; all mistakes of a request are told at once in {@code errors}. Keys that are not known
 * are mistakes.
 *
 * <p>Changes go through the capabilities that own the data, which write them to the audit with the name of the token.
 * {@link chancery.admin.AdminWebConfiguration} adds the API to a Spring MVC context that has an
 * {@link chancery.admin.Admin} bean.
 */
@NullMarked
package chancery.admin;

import org.jspecify.annotations.NullMarked;
