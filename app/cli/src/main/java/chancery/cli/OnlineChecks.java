package chancery.cli;

import chancery.mail.EmailAddress;
import chancery.mail.ReversePath;
import chancery.mail.SyntaxException;
import chancery.mime.HeaderSection;
import chancery.net.DnsClient;
import chancery.net.DnsConfig;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options for checks that ask the DNS; without {@code --dns} nothing is asked. */
final class OnlineChecks {
    @Option(
            names = "--dns",
            paramLabel = "SERVER",
            description = "check DKIM, DMARC and SPF now by asking this DNS server, HOST[:PORT] or system")
    private Optional<String> server = Optional.empty();

    @Option(
            names = "--client-ip",
            paramLabel = "IP",
            description = "with --dns: the host that handed the mail over, for SPF")
    private Optional<String> clientIp = Optional.empty();

    @Option(
            names = "--helo",
            paramLabel = "NAME",
            defaultValue = "",
            description = "with --client-ip: the name it gave")
    private String helo = "";

    @Option(
            names = "--mail-from",
            paramLabel = "ADDRESS",
            description = "with --client-ip: the reverse-path, empty for none; else that of Return-Path or From")
    private Optional<String> mailFrom = Optional.empty();

    boolean isWanted() {
        return server.isPresent();
    }

    Optional<InspectOnline> of(HeaderSection header) {
        boolean more = clientIp.isPresent() || !helo.isEmpty() || mailFrom.isPresent();
        if (server.isEmpty()) {
            if (more) {
                throw CliException.misused(
                        "--client-ip, --helo and --mail-from are for the checks that --dns asks for");
            }
            return Optional.empty();
        }
        if (clientIp.isEmpty() && more) {
            throw CliException.misused("--helo and --mail-from are for SPF, which needs --client-ip");
        }
        var servers = server.get().equals("system")
                ? List.<chancery.config.HostPort>of()
                : List.of(CheckDomainCommand.hostPort(server.get()));
        var dns = new DnsClient(DnsConfig.of(servers), InstantSource.system());
        return Optional.of(new InspectOnline(dns, clientIp.map(OnlineChecks::address), helo, reversePath(header)));
    }

    /** A literal only: a name would be looked up, and may have any number of addresses. */
    private static InetAddress address(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw CliException.misused(
                    "--client-ip is an address such as 192.0.2.1 or 2001:db8::1, not '" + text + "'");
        }
    }

    private ReversePath reversePath(HeaderSection header) {
        if (mailFrom.isPresent()) {
            String text = mailFrom.get().replaceAll("^<|>$", "");
            return text.isEmpty() ? new ReversePath.Null() : mailbox(text);
        }
        String returnPath = header.value("Return-Path").strip().replaceAll("^<|>$", "");
        if (header.first("Return-Path").isPresent() && returnPath.isEmpty()) {
            return new ReversePath.Null();
        }
        if (!returnPath.isEmpty()) {
            return mailbox(returnPath);
        }
        return header.addresses("From").addresses().stream()
                .findFirst()
                .<ReversePath>map(ReversePath.Mailbox::new)
                .orElse(new ReversePath.Null());
    }

    private static ReversePath mailbox(String text) {
        try {
            return new ReversePath.Mailbox(EmailAddress.parse(text));
        } catch (SyntaxException e) {
            throw CliException.misused("'" + text + "' is no address for --mail-from: " + e.getMessage());
        }
    }
}
