package chancery.portal;

import chancery.store.Scope;
import chancery.store.Statement;

/** Every statement of the portal. */
enum PortalStatement implements Statement {
    INSERT_MESSAGE("""
            INSERT INTO portal_message (tenant_id, id, entry_id, mail_id, content_id, sender, arrived_at, expires_at)
            VALUES (:tenant, :id, :entry, :mail, :content, :sender, :now, :expires)"""),
    INSERT_RECIPIENT("""
            INSERT INTO portal_recipient (tenant_id, id, message_id, address, address_key)
            VALUES (:tenant, :id, :message, :address, :key)"""),
    RECIPIENTS_OF_ENTRY("""
            SELECT r.id, r.address, r.noticed_at, m.expires_at FROM portal_message m
            JOIN portal_recipient r ON r.tenant_id = m.tenant_id AND r.message_id = m.id
            WHERE m.tenant_id = :tenant AND m.entry_id = :entry ORDER BY r.id"""),
    MARK_NOTICED("""
            UPDATE portal_recipient SET noticed_at = :now WHERE tenant_id = :tenant AND id = ANY(:ids)"""),
    FIND("""
            SELECT r.id, r.message_id, r.address, r.address_key, r.opened_at, m.mail_id, m.content_id, m.sender,
                   m.arrived_at, m.expires_at, m.expired_at
            FROM portal_recipient r JOIN portal_message m ON m.tenant_id = r.tenant_id AND m.id = r.message_id
            WHERE r.tenant_id = :tenant AND r.id = :id"""),
    OTHERS("""
            SELECT r.id, m.arrived_at, r.opened_at FROM portal_recipient r
            JOIN portal_message m ON m.tenant_id = r.tenant_id AND m.id = r.message_id
            WHERE r.tenant_id = :tenant AND r.address_key = :key AND r.id <> :id AND m.expired_at IS NULL
              AND m.expires_at > :now
            ORDER BY m.arrived_at DESC LIMIT 20"""),
    MARK_OPENED("""
            UPDATE portal_recipient SET opened_at = :now WHERE tenant_id = :tenant AND id = :id AND opened_at IS NULL"""),
    INSERT_CHALLENGE("""
            INSERT INTO portal_challenge (tenant_id, id, recipient_id, browser_hash, code_hash, created_at, expires_at)
            VALUES (:tenant, :id, :recipient, :browser, :code, :now, :expires)"""),
    // so that codes asked for at once are counted one after the other
    LOCK_MAILBOX("""
            SELECT id FROM portal_recipient WHERE tenant_id = :tenant AND address_key = :key ORDER BY id FOR UPDATE"""),
    RECENT_CHALLENGES("""
            SELECT c.created_at, c.browser_hash, c.recipient_id FROM portal_challenge c
            JOIN portal_recipient r ON r.tenant_id = c.tenant_id AND r.id = c.recipient_id
            WHERE c.tenant_id = :tenant AND r.address_key = :key AND c.created_at > :since ORDER BY c.created_at"""),
    LATEST_CHALLENGE("""
            SELECT id, code_hash, attempts, expires_at, used_at FROM portal_challenge
            WHERE tenant_id = :tenant AND recipient_id = :recipient AND browser_hash = :browser
            ORDER BY created_at DESC, id DESC LIMIT 1"""),
    COUNT_ATTEMPT("""
            UPDATE portal_challenge SET attempts = attempts + 1
            WHERE tenant_id = :tenant AND id = :id AND attempts < :most AND used_at IS NULL AND expires_at > :now
            RETURNING attempts"""),
    USE_CHALLENGE("""
            UPDATE portal_challenge SET used_at = :now WHERE tenant_id = :tenant AND id = :id AND used_at IS NULL"""),
    INSERT_SESSION("""
            INSERT INTO portal_session (tenant_id, hash, address_key, started_at, seen_at)
            VALUES (:tenant, :hash, :key, :now, :now)"""),
    FIND_SESSION("""
            SELECT address_key, seen_at, remote_for FROM portal_session
            WHERE tenant_id = :tenant AND hash = :hash AND seen_at > :idleSince AND started_at > :oldest"""),
    TOUCH_SESSION("UPDATE portal_session SET seen_at = :now WHERE tenant_id = :tenant AND hash = :hash"),
    SHOW_REMOTE("UPDATE portal_session SET remote_for = :recipient WHERE tenant_id = :tenant AND hash = :hash"),
    DELETE_SESSION("DELETE FROM portal_session WHERE tenant_id = :tenant AND hash = :hash"),
    INSERT_ANSWER("""
            INSERT INTO portal_answer (tenant_id, id, recipient_id, content_id, sent_to, sent_at)
            VALUES (:tenant, :id, :recipient, :content, :sentTo, :now)"""),
    ANSWERS("""
            SELECT content_id, sent_to, sent_at FROM portal_answer
            WHERE tenant_id = :tenant AND recipient_id = :recipient ORDER BY sent_at DESC LIMIT 20"""),
    TENANTS_WITH_DUE("""
            SELECT DISTINCT tenant_id FROM portal_message
            WHERE (expired_at IS NULL AND expires_at <= :soon) OR sender_untold""", Scope.OPERATOR),
    LOCK_EXPIRED("""
            SELECT id, mail_id, content_id, sender, arrived_at, expires_at FROM portal_message
            WHERE tenant_id = :tenant AND expired_at IS NULL AND expires_at <= :now
            ORDER BY expires_at LIMIT 50 FOR UPDATE SKIP LOCKED"""),
    UNOPENED("""
            SELECT address FROM portal_recipient WHERE tenant_id = :tenant AND message_id = :message AND opened_at IS NULL
            ORDER BY id"""),
    ANSWER_CONTENTS("""
            SELECT a.content_id FROM portal_answer a
            JOIN portal_recipient r ON r.tenant_id = a.tenant_id AND r.id = a.recipient_id
            WHERE a.tenant_id = :tenant AND r.message_id = :message"""),
    MARK_EXPIRED("""
            UPDATE portal_message SET expired_at = :now, sender_untold = :untold
            WHERE tenant_id = :tenant AND id = :id"""),
    LOCK_UNTOLD("""
            SELECT id, mail_id, content_id, sender, arrived_at, expires_at FROM portal_message
            WHERE tenant_id = :tenant AND sender_untold ORDER BY id LIMIT 50 FOR UPDATE SKIP LOCKED"""),
    MARK_TOLD("UPDATE portal_message SET sender_untold = false WHERE tenant_id = :tenant AND id = :id"),
    LOCK_REMINDERS("""
            SELECT r.id, r.address, m.mail_id, m.expires_at FROM portal_recipient r
            JOIN portal_message m ON m.tenant_id = r.tenant_id AND m.id = r.message_id
            WHERE r.tenant_id = :tenant AND r.opened_at IS NULL AND r.reminded_at IS NULL AND r.noticed_at IS NOT NULL
              AND r.noticed_at < :noticedBefore AND m.expired_at IS NULL AND m.expires_at > :now
              AND m.expires_at <= :soon
            ORDER BY r.id LIMIT 50 FOR UPDATE OF r SKIP LOCKED"""),
    MARK_REMINDED("UPDATE portal_recipient SET reminded_at = :now WHERE tenant_id = :tenant AND id = :id"),
    FORGET("""
            DELETE FROM portal_message WHERE tenant_id = :tenant AND id IN (
              SELECT id FROM portal_message
              WHERE tenant_id = :tenant AND expired_at < :before AND NOT sender_untold LIMIT 500)"""),
    CLEAN_CHALLENGES("DELETE FROM portal_challenge WHERE tenant_id = :tenant AND created_at < :before"),
    CLEAN_SESSIONS("DELETE FROM portal_session WHERE tenant_id = :tenant AND seen_at < :before");

    private final String sql;
    private final Scope scope;

    PortalStatement(String sql) {
        this(sql, Scope.TENANT);
    }

    PortalStatement(String sql, Scope scope) {
        this.sql = sql;
        this.scope = scope;
    }

    @Override
    public String sql() {
        return sql;
    }

    @Override
    public Scope scope() {
        return scope;
    }
}
