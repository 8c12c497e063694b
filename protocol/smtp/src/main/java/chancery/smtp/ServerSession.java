package chancery.smtp;

import chancery.mail.SmtpReply;
import chancery.mail.SyntaxException;
import chancery.smtp.ContentReceiver.Received;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The dialogue of one connection from the greeting to its end (RFC 5321 §3). */
final class ServerSession {
    // RFC 5321 §4.5.3.1.4: 512 octets, and what each extension adds: ORCPT and AUTH= 500 each, ENVID 100, others 100
    private static final int MAX_COMMAND = 2_048;
    private static final int MAX_SKIPPED = 1 << 20;
    private static final int MAX_AFTER_REFUSAL = 10;
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final int COST_OF_BAD_PASSWORD = 4;

    private final SessionSettings settings;
    private final ServerConnection connection;
    private final WireChannel wire;
    private final SessionWatch watch;
    private final SmtpLimits limits;
    private final SmtpSessionCallbacks callbacks;
    private final MailDialogue mail;
    private ConnectionFacts facts;
    private int errors;
    private int commands;
    private long windowStart = System.nanoTime();

    ServerSession(SessionSettings settings, ServerConnection connection, SessionWatch watch, ConnectionFacts facts) {
        this.settings = settings;
        this.connection = connection;
        this.wire = connection.wire();
        this.watch = watch;
        this.facts = facts;
        this.limits = settings.config().limits();
        this.callbacks = settings.service().open(facts);
        this.mail = new MailDialogue(
                wire, callbacks, new EnvelopeParser(settings.config().hostname()), limits, watch);
    }

    void run() throws IOException {
        try {
            converse();
        } catch (ContentPace.TooSlowException e) {
            sayLast(Replies.TOO_SLOW);
        } finally {
            end();
        }
    }

    private void end() {
        try {
            mail.reset();
        } finally {
            callbacks.closed();
        }
    }

    private void converse() throws IOException {
        switch (callbacks.greeting()) {
            case Greeting.Refuse(SmtpReply reply) -> {
                wire.writeLine(ServerConnection.greetingLine(reply));
                refuse(reply);
                return;
            }
            case Greeting.Accept() -> wire.writeLine("220 " + settings.config().hostname() + " ESMTP");
        }
        boolean open = true;
        while (open) {
            if (settings.stopping().getAsBoolean() && !mail.open()) {
                sayLast(Replies.STOPPING);
                return;
            }
            open = turn();
        }
    }

    // RFC 5321 §3.1: after 554 the server waits for QUIT and answers all else with 503
    private void refuse(SmtpReply reply) throws IOException {
        watch.expect(limits.patience().drain().toNanos(), "");
        boolean waiting = reply.code() == 554;
        for (int i = 0; waiting && i < MAX_AFTER_REFUSAL; i++) {
            try {
                boolean quit = CommandLine.parse(wire.readLine(MAX_COMMAND)).verb() == CommandLine.Verb.QUIT;
                ReplyWriter.write(wire, quit ? Replies.BYE : Replies.OUT_OF_ORDER);
                waiting = !quit;
            } catch (SyntaxException e) {
                waiting = false;
            }
        }
        wire.closeGently();
    }

    private void sayLast(SmtpReply reply) throws IOException {
        ReplyWriter.write(wire, reply);
        wire.closeGently();
    }

    /** One command and its reply; false when the session is over. */
    private boolean turn() throws IOException {
        watch.expect(limits.patience().command().toNanos(), Replies.TIMED_OUT_LINE);
        watch.idle(!mail.open());
        if (!mail.open()) {
            wire.shrink();
        }
        try {
            String line = wire.readLine(AuthDialogue.MAX_LINE);
            watch.idle(false);
            return obey(line);
        } catch (SyntaxException e) {
            return answer(Replies.BAD_LINE);
        } catch (WireChannel.LineTooLongException e) {
            if (wire.skipLine(MAX_SKIPPED)) {
                return answer(Replies.LINE_TOO_LONG);
            }
            sayLast(Replies.LINE_TOO_LONG);
            return false;
        } catch (WireChannel.BareLineFeedException e) {
            sayLast(Replies.BARE_LINE_FEED);
            return false;
        }
    }

    private boolean obey(String line) throws IOException {
        CommandLine command = CommandLine.parse(line);
        if (line.length() > MAX_COMMAND && command.verb() != CommandLine.Verb.AUTH) {
            return answer(Replies.LINE_TOO_LONG);
        }
        if (!command.verb().carriesMail() && tooManyCommands()) {
            sayLast(Replies.TOO_MANY_COMMANDS);
            return false;
        }
        try {
            return dispatch(command);
        } catch (RuntimeException e) {
            // whatever failed in the service: the client may try again (RFC 3463 §3.4)
            callbacks.failed(e);
            mail.reset();
            return answer(Replies.FAULT);
        }
    }

    private boolean tooManyCommands() {
        long now = System.nanoTime();
        if (now - windowStart > MINUTE) {
            windowStart = now;
            commands = 0;
        }
        return ++commands > limits.session().commandsPerMinute();
    }

    private boolean dispatch(CommandLine command) throws IOException {
        String argument = command.argument();
        return switch (command.verb()) {
            case EHLO -> ehlo(argument);
            case HELO -> helo(argument);
            case MAIL -> mail(argument);
            case RCPT -> answer(mail.rcpt(argument));
            case DATA -> answer(mail.data(argument));
            case BDAT -> answer(mail.bdat(argument));
            case RSET -> rset(argument);
            case NOOP -> answer(Replies.OK);
            case QUIT -> quit(argument);
            case VRFY -> answer(argument.isEmpty() ? Replies.malformed("address expected") : Replies.CANNOT_VERIFY);
            case EXPN -> answer(Replies.NOT_IMPLEMENTED);
            case HELP -> answer(Replies.HELP);
            case AUTH -> auth(argument);
            case STARTTLS -> startTls(argument);
            case UNKNOWN -> answer(Replies.UNKNOWN_COMMAND);
        };
    }

    private boolean answer(Received received) throws IOException {
        boolean goesOn = answer(received.reply());
        if (received.close() && goesOn) {
            wire.closeGently();
        }
        return goesOn && !received.close();
    }

    private boolean answer(SmtpReply reply) throws IOException {
        ReplyWriter.write(wire, reply);
        boolean mistake = (reply.code() >= 500 && reply.code() <= 504) || reply.code() == 555 || reply.code() == 538;
        errors += mistake ? 1 : 0;
        if (errors > limits.session().errors()) {
            sayLast(Replies.TOO_MANY_ERRORS);
            return false;
        }
        return true;
    }

    private boolean ehlo(String argument) throws IOException {
        if (!isName(argument)) {
            return answer(Replies.malformed("name or address literal expected"));
        }
        mail.reset();
        facts = facts.greeted(argument, true);
        wire.write(settings.capabilities().ehlo(facts));
        return true;
    }

    private boolean helo(String argument) throws IOException {
        if (!isName(argument)) {
            return answer(Replies.malformed("name or address literal expected"));
        }
        mail.reset();
        facts = facts.greeted(argument, false);
        wire.writeLine("250 " + settings.config().hostname());
        return true;
    }

    // RFC 5321 §4.1.4: a name that does not check out is no reason to refuse, so any word passes
    private static boolean isName(String argument) {
        return !argument.isEmpty()
                && argument.length() <= 255
                && argument.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    private boolean mail(String argument) throws IOException {
        if (mail.exhausted()) {
            sayLast(Replies.TOO_MANY_TRANSACTIONS);
            return false;
        }
        return answer(mail.mail(facts, argument));
    }

    private boolean rset(String argument) throws IOException {
        if (!argument.isEmpty()) {
            return answer(Replies.NO_ARGUMENT);
        }
        mail.reset();
        return answer(Replies.OK);
    }

    private boolean quit(String argument) throws IOException {
        if (!argument.isEmpty()) {
            return answer(Replies.NO_ARGUMENT);
        }
        ReplyWriter.write(wire, Replies.BYE);
        wire.flush();
        return false;
    }

    private boolean startTls(String argument) throws IOException {
        if (settings.config().tls().isEmpty() || facts.tls().isPresent()) {
            return answer(facts.tls().isPresent() ? Replies.OUT_OF_ORDER : Replies.NOT_OFFERED);
        }
        if (!argument.isEmpty()) {
            return answer(Replies.NO_ARGUMENT);
        }
        if (wire.hasInputWaiting()) {
            // someone in the middle could have put commands there to be taken as the client's own
            sayLast(Replies.PIPELINED_TLS);
            return false;
        }
        mail.reset();
        ReplyWriter.write(wire, Replies.READY_FOR_TLS);
        wire.flush();
        facts = facts.encrypted(connection.startTls());
        return true;
    }

    private boolean auth(String argument) throws IOException {
        if (!settings.config().kind().authenticates()) {
            return answer(Replies.NOT_OFFERED);
        }
        if (facts.tls().isEmpty()) {
            return answer(Replies.AUTH_NEEDS_TLS);
        }
        if (facts.identity().isPresent() || mail.open() || facts.helo().isEmpty()) {
            return answer(Replies.OUT_OF_ORDER);
        }
        var dialogue = new AuthDialogue(wire, callbacks, settings.config().scramSecret(), settings.random());
        AuthDialogue.Result result = dialogue.run(argument);
        result.identity().ifPresent(identity -> facts = facts.authenticated(identity));
        if (result.reply().equals(Replies.AUTH_REJECTED)) {
            errors += COST_OF_BAD_PASSWORD;
            callbacks.authenticationFailed(facts, AuthDialogue.mechanism(argument));
        }
        return answer(result.reply());
    }
}
