/**
 * The server's configuration: one YAML file, read into records.
 *
 * <p>Each section of the file is a record, each key one of its components. A component carries a
 * {@link chancery.config.Key} with the text of the manual and the preset value, so the file that
 * {@link chancery.config.ManualWriter} prints, the documentation and the code cannot differ. Names in the file are the
 * component's name in lower case with dashes: {@code perDestination} is {@code per-destination}.
 *
 * <p>Values have types: {@link java.time.Duration} as {@code 5m}, {@link chancery.config.DataSize} as {@code 150MB},
 * {@link chancery.config.HostPort}, {@link chancery.config.ListenPort}, paths (relative ones start at the file's own
 * folder), lists, maps, enums, nested sections. A range belongs to the key.
 *
 * <p>{@link chancery.config.ConfigLoader} finds every problem of a file in one pass, each with line and column, and
 * never guesses: a key it does not know is a problem, with the nearest name it does know. Nothing secret stands in the
 * file: a secret is a {@link chancery.config.SecretFile}.
 *
 * <p>{@link chancery.config.ServerConfig} is the root of what an installation sets by file; it needs a restart. What a
 * tenant sets lives in the database.
 */
@NullMarked
package chancery.config;

import org.jspecify.annotations.NullMarked;
