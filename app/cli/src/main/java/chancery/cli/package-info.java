/**
 * The command line. The launcher {@code ./chancery} finds a JDK, builds, and starts {@link chancery.cli.Chancery}.
 *
 * <p>Commands that run something ({@code serve}, {@code demo}, {@code bench}) call it in this process. Commands that ask
 * or change something ({@code admin}, {@code explain}) are clients of the REST API and know nothing that is not in it:
 * tables for people, and with {@code --json} the API's own answer for programs.
 *
 * <p>Exit status: 0 done, 1 not done, 2 the command line or the config file is wrong. A person who mistyped reads what
 * is wrong and what to write instead; a stack trace is only shown with {@code --trace}.
 */
@NullMarked
package chancery.cli;

import org.jspecify.annotations.NullMarked;
