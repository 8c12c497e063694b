/**
 * A stand-in for the outside world, so that a stranger can watch the whole main job on one machine: mail exchangers
 * that behave well and badly, a mailbox for notices, thirty-odd realistic mails, and a guest who opens what waits in
 * the portal. Nothing here ever speaks to another machine.
 */
@NullMarked
package chancery.demo;

import org.jspecify.annotations.NullMarked;
