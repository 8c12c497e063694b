package chancery.smtp;

import chancery.mail.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** The server's side of SCRAM-SHA-256 without channel binding (RFC 5802 §5, RFC 7677 §3). */
final class ScramExchange {
    private final String gs2Header;
    private final String authorization;
    private final String name;
    private final String clientFirstBare;
    private final String nonce;
    private String serverFirst = "";

    private ScramExchange(String gs2Header, String authorization, String bare, String name, String nonce) {
        this.gs2Header = gs2Header;
        this.authorization = authorization;
        this.clientFirstBare = bare;
        this.name = name;
        this.nonce = nonce;
    }

    /**
     * Reads the client's first message, {@code n,,n=user,r=nonce}.
     *
     * @param serverNonce printable ASCII without comma
     */
    static ScramExchange start(String clientFirst, String serverNonce) throws SyntaxException {
        int first = clientFirst.indexOf(',');
        int second = clientFirst.indexOf(',', first + 1);
        if (first < 0 || second < 0) {
            throw new SyntaxException("two commas expected", 0);
        }
        String binding = clientFirst.substring(0, first);
        if (!binding.equals("n") && !binding.equals("y")) {
            throw new SyntaxException("channel binding is not offered", 0);
        }
        String bare = clientFirst.substring(second + 1);
        String[] parts = bare.split(",", -1);
        if (parts.length < 2 || !parts[0].startsWith("n=") || !parts[1].startsWith("r=")) {
            throw new SyntaxException("name and nonce expected", second + 1);
        }
        String clientNonce = parts[1].substring(2);
        if (clientNonce.isEmpty() || !clientNonce.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new SyntaxException("nonce expected", second + 1);
        }
        return new ScramExchange(
                clientFirst.substring(0, second + 1),
                authorization(clientFirst.substring(first + 1, second)),
                bare,
                saslName(parts[0].substring(2)),
                clientNonce + serverNonce);
    }

    private static String authorization(String field) throws SyntaxException {
        if (field.isEmpty()) {
            return "";
        }
        if (!field.startsWith("a=")) {
            throw new SyntaxException("authorization identity expected", 2);
        }
        return saslName(field.substring(2));
    }

    private static String saslName(String text) throws SyntaxException {
        String name = text.replace("=2C", ",").replace("=3D", "\0");
        if (name.indexOf('=') >= 0 || name.isEmpty() || text.indexOf('\0') >= 0) {
            throw new SyntaxException("name expected", 0);
        }
        return name.replace('\0', '=');
    }

    String name() {
        return name;
    }

    /** False when the client wants to act as someone else. */
    boolean actsForItself() {
        return authorization.isEmpty() || authorization.equals(name);
    }

    /** {@code r=nonce,s=salt,i=iterations}. */
    String serverFirst(ScramCredential credential) {
        serverFirst = "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(credential.salt()) + ",i="
                + credential.iterations();
        return serverFirst;
    }

    /** Verifies {@code c=binding,r=nonce,p=proof}; the server's signature when the proof holds. */
    Optional<String> verify(String clientFinal, ScramCredential credential) throws SyntaxException {
        int proofAt = clientFinal.lastIndexOf(",p=");
        if (proofAt < 0) {
            throw new SyntaxException("proof expected", clientFinal.length());
        }
        String withoutProof = clientFinal.substring(0, proofAt);
        String binding = Base64.getEncoder().encodeToString(gs2Header.getBytes(StandardCharsets.UTF_8));
        if (!(withoutProof + ",").startsWith("c=" + binding + ",r=" + nonce + ",")) {
            throw new SyntaxException("binding and nonce of this exchange expected", 0);
        }
        byte[] proof = decode(clientFinal.substring(proofAt + 3), proofAt + 3);
        byte[] message = (clientFirstBare + "," + serverFirst + "," + withoutProof).getBytes(StandardCharsets.UTF_8);
        byte[] clientKey = ScramCredential.hmac(credential.storedKey(), message);
        if (proof.length != clientKey.length) {
            throw new SyntaxException("proof of 32 octets expected", proofAt + 3);
        }
        for (int i = 0; i < proof.length; i++) {
            clientKey[i] ^= proof[i];
        }
        boolean holds = MessageDigest.isEqual(sha256(clientKey), credential.storedKey());
        Arrays.fill(clientKey, (byte) 0);
        byte[] signature = ScramCredential.hmac(credential.serverKey(), message);
        return holds ? Optional.of("v=" + Base64.getEncoder().encodeToString(signature)) : Optional.empty();
    }

    private static byte[] decode(String base64, int position) throws SyntaxException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new SyntaxException("base64 expected", position);
        }
    }

    private static byte[] sha256(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What an unknown name gets: as stable as a stored credential, and no proof ever fits it. */
    static ScramCredential madeUp(byte[] secret, String name) {
        byte[] salt = Arrays.copyOf(ScramCredential.hmac(secret, "salt " + name), ScramCredential.USUAL_SALT_LENGTH);
        return new ScramCredential(
                name,
                salt,
                ScramCredential.USUAL_ITERATIONS,
                ScramCredential.hmac(secret, "stored " + name),
                ScramCredential.hmac(secret, "server " + name));
    }
}
