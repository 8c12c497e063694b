package chancery.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The manual entry of one key: put on the component of a config record. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Key {
    /** Full sentences for the person who edits the file: what it does, its unit, what empty means. */
    String text();

    /** The value when the file says nothing, written as it would stand in the file. Not used on a section. */
    String preset() default "";

    /** Smallest value allowed, written as in the file; empty: none. */
    String min() default "";

    /** Largest value allowed, written as in the file; empty: none. */
    String max() default "";
}
