package chancery.tlspolicy;

import chancery.net.DnsSecurity;

/**
 * One fact on which a policy rests.
 *
 * @param asked record or address asked for: {@code _25._tcp.mx.example TLSA}
 * @param found what came back, in few words
 * @param security of the answer; {@code UNKNOWN} for what is no DNS answer
 */
public record Evidence(String asked, String found, DnsSecurity security) {
    @Override
    public String toString() {
        return asked + ": " + found + " (" + security.name().toLowerCase(java.util.Locale.ROOT) + ")";
    }
}
