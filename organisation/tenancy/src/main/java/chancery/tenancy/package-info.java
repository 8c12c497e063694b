/**
 * Tenancy: who the customers of an installation are and what belongs to them.
 *
 * <p>A tenant is an organisation. It owns mail domains, each with the mail server that takes its inbound mail; relay
 * hosts, the networks from which its own mail servers hand mail over; accounts, which authenticate for submission
 * (RFC 6409 §4.3); and tokens for the REST API. A domain, an account's address and a token belong to one tenant in the
 * whole installation.
 *
 * <p>{@link chancery.tenancy.Tenancy} answers the questions of the mail path: whose domain is this, whose relay host,
 * which account. Its answers may be up to {@link chancery.tenancy.Tenancy#FRESHNESS} old on other nodes; a change made
 * on this node is seen at once. {@link chancery.tenancy.TenancyChanges} changes, and writes every change to the audit
 * in the same transaction, with who made it. {@link chancery.tenancy.AccountLogin} verifies passwords.
 *
 * <p>A password is never stored. What is stored is what a SCRAM-SHA-256 server needs (RFC 5802 §3, RFC 7677 §3), with
 * at least 65,536 iterations; PLAIN is verified against the same values. An unknown account costs as much time as a
 * known one, and failures are counted per account and client address.
 *
 * <p>A relay host alone proves nothing: mail is a tenant's own only when the host is among its relay hosts and the
 * reverse-path is in one of its domains, or null from a host that serves a single tenant.
 *
 * <p>The tenant of all zeros, {@link chancery.tenancy.Tenant#INSTALLATION}, stands for the operator: tokens of the
 * operator and audit records about the installation are its.
 */
@NullMarked
package chancery.tenancy;

import org.jspecify.annotations.NullMarked;
