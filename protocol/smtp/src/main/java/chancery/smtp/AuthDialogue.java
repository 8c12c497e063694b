package chancery.smtp;

import chancery.mail.SmtpReply;
import chancery.mail.SyntaxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** AUTH with its challenges (RFC 4954 §4). Who calls it has checked that TLS is on and no transaction open. */
final class AuthDialogue {
    // RFC 4954 §4: 12288 octets
    static final int MAX_LINE = 12_288;

    private final WireChannel wire;
    private final SmtpSessionCallbacks callbacks;
    private final byte[] scramSecret;
    private final SecureRandom random;

    AuthDialogue(WireChannel wire, SmtpSessionCallbacks callbacks, byte[] scramSecret, SecureRandom random) {
        this.wire = wire;
        this.callbacks = callbacks;
        this.scramSecret = scramSecret;
        this.random = random;
    }

    /** @param identity present when the reply is 235 */
    record Result(SmtpReply reply, Optional<String> identity) {
        static Result of(SmtpReply reply) {
            return new Result(reply, Optional.empty());
        }

        static Result accepted(String identity) {
            return new Result(Replies.AUTHENTICATED, Optional.of(identity));
        }
    }

    /** The client has sent {@code *}. */
    private static final class CancelledException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** @param argument mechanism and perhaps the initial response */
    Result run(String argument) throws IOException {
        int space = argument.indexOf(' ');
        String mechanism = mechanism(argument);
        String initial = space < 0 ? "" : argument.substring(space + 1);
        try {
            return switch (mechanism) {
                case "PLAIN" -> plain(space < 0 ? ask("") : initial(initial));
                case "SCRAM-SHA-256" -> scram(space < 0 ? ask("") : initial(initial));
                default -> Result.of(Replies.AUTH_UNKNOWN);
            };
        } catch (SyntaxException e) {
            return Result.of(Replies.AUTH_MALFORMED);
        } catch (CancelledException e) {
            return Result.of(Replies.AUTH_CANCELLED);
        }
    }

    static String mechanism(String argument) {
        int space = argument.indexOf(' ');
        return (space < 0 ? argument : argument.substring(0, space)).toUpperCase(Locale.ROOT);
    }

    private static byte[] initial(String response) throws SyntaxException {
        return response.equals("=") ? new byte[0] : decode(response);
    }

    private byte[] ask(String challenge) throws IOException, SyntaxException, CancelledException {
        String base64 = Base64.getEncoder().encodeToString(challenge.getBytes(StandardCharsets.UTF_8));
        wire.writeLine("334 " + base64);
        String line = wire.readLine(MAX_LINE);
        if (line.equals("*")) {
            throw new CancelledException();
        }
        return decode(line);
    }

    private static byte[] decode(String base64) throws SyntaxException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new SyntaxException("base64 expected", 0);
        }
    }

    // RFC 4616 §2: authzid NUL authcid NUL passwd
    private Result plain(byte[] message) throws SyntaxException {
        int first = indexOfNul(message, 0);
        int second = indexOfNul(message, first + 1);
        if (indexOfNulOrEnd(message, second + 1) != message.length || second == first + 1) {
            throw new SyntaxException("two NUL expected", 0);
        }
        byte[] password = Arrays.copyOfRange(message, second + 1, message.length);
        try {
            var credentials = new PlainCredentials(utf8(message, 0, first), utf8(message, first + 1, second), password);
            if (!credentials.authorization().isEmpty()
                    && !credentials.authorization().equals(credentials.name())) {
                // nobody acts as someone else here, by this mechanism or the other
                return Result.of(Replies.AUTH_REJECTED);
            }
            return switch (callbacks.authenticate(credentials)) {
                case AuthOutcome.Accepted(String identity) -> Result.accepted(identity);
                case AuthOutcome.Rejected() -> Result.of(Replies.AUTH_REJECTED);
                case AuthOutcome.Unavailable() -> Result.of(Replies.AUTH_UNAVAILABLE);
            };
        } finally {
            Arrays.fill(password, (byte) 0);
            Arrays.fill(message, (byte) 0);
        }
    }

    private static int indexOfNul(byte[] message, int from) throws SyntaxException {
        int at = indexOfNulOrEnd(message, from);
        if (at == message.length) {
            throw new SyntaxException("NUL expected", at);
        }
        return at;
    }

    private static int indexOfNulOrEnd(byte[] message, int from) {
        int i = from;
        while (i < message.length && message[i] != 0) {
            i++;
        }
        return i;
    }

    private static String utf8(byte[] octets, int from, int to) throws SyntaxException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SyntaxException("UTF-8 expected", from);
        }
    }

    private Result scram(byte[] first) throws IOException, SyntaxException, CancelledException {
        byte[] nonce = new byte[18];
        random.nextBytes(nonce);
        var exchange = ScramExchange.start(
                utf8(first, 0, first.length), Base64.getEncoder().encodeToString(nonce));
        Optional<ScramCredential> stored = callbacks.scramCredential(exchange.name());
        ScramCredential credential = stored.orElseGet(() -> ScramExchange.madeUp(scramSecret, exchange.name()));
        byte[] last = ask(exchange.serverFirst(credential));
        Optional<String> signature = exchange.verify(utf8(last, 0, last.length), credential);
        if (signature.isEmpty() || stored.isEmpty() || !exchange.actsForItself()) {
            return Result.of(Replies.AUTH_REJECTED);
        }
        // RFC 4954 §4: the server's signature goes as a challenge, which the client answers with nothing
        ask(signature.get());
        return Result.accepted(credential.identity());
    }
}
