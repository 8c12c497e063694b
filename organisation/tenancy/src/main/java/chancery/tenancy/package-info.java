/** Tenants, domains, relay hosts, accounts. */
@NullMarked
package chancery.tenancy;

import org.jspecify.annotations.NullMarked;
