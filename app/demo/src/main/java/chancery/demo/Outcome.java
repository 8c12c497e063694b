package chancery.demo;

/**
 * What became of one recipient of one mail: a row of the table.
 *
 * @param method the word of the method by which the recipient was served in the end
 * @param reason why that method
 * @param ok served by the planned method, and what arrived is what was sent
 */
record Outcome(String mail, String recipient, String method, String reason, String outcome, long millis, boolean ok) {}
