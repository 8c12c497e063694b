package chancery.smtp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Finds names in a server's certificate (RFC 9525 §6); the subject's common name is no name. */
final class SmtpClientNames {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private SmtpClientNames() {}

    /** Those of {@code acceptable} that the certificate carries. */
    static List<String> matched(X509Certificate certificate, Collection<String> acceptable)
            throws CertificateParsingException {
        var alternatives = certificate.getSubjectAlternativeNames();
        List<String> matched = new ArrayList<>();
        if (alternatives == null) {
            return matched;
        }
        for (String name : acceptable.stream().sorted().toList()) {
            for (List<?> alternative : alternatives) {
                if (carries(alternative, name)) {
                    matched.add(name);
                    break;
                }
            }
        }
        return matched;
    }

    private static boolean carries(List<?> alternative, String name) {
        if (!(alternative.get(0) instanceof Integer kind) || !(alternative.get(1) instanceof String presented)) {
            return false;
        }
        boolean address = isAddress(name);
        return switch (kind) {
            case DNS_NAME -> !address && sameHost(presented.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            case IP_ADDRESS -> address && sameAddress(presented, name);
            default -> false;
        };
    }

    /** {@code presented} from the certificate, perhaps with a wildcard; {@code name} ours, perhaps with a leading dot. */
    static boolean sameHost(String presented, String name) {
        if (!presented.matches("(\\*\\.)?[a-z0-9_-]+(\\.[a-z0-9_-]+)*")) {
            return false;
        }
        if (name.startsWith(".")) {
            return presented.endsWith(name) && presented.length() > name.length();
        }
        if (!presented.startsWith("*.")) {
            return presented.equals(name);
        }
        // RFC 9525 §6.3: the wildcard stands for the whole left-most label and no more
        int dot = name.indexOf('.');
        String rest = presented.substring(1);
        return dot > 0 && rest.indexOf('.', 1) > 0 && name.substring(dot).equals(rest);
    }

    static boolean isAddress(String name) {
        return name.indexOf(':') >= 0 || name.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }

    private static boolean sameAddress(String presented, String name) {
        try {
            // both are literals, so that this never asks the DNS
            return isAddress(presented) && InetAddress.getByName(presented).equals(InetAddress.getByName(name));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
