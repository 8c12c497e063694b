package chancery.provider;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Lets the tests of a module that depends on these run with native code, as the gateway does;
 * {@code -Dchancery.cryptography=runtime} lets them run with the Java runtime's.
 */
public final class NativeTests implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (!System.getProperty("chancery.cryptography", "").equals("runtime")) {
            System.out.println("cryptography: " + NativeProvider.installFirst());
        }
    }
}
