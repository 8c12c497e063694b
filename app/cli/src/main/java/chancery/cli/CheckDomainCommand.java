package chancery.cli;

import chancery.config.HostPort;
import chancery.net.DnsAnswer;
import chancery.net.DnsClient;
import chancery.net.DnsConfig;
import chancery.net.DnsSecurity;
import chancery.net.DnssecMode;
import chancery.net.TlsContexts;
import chancery.tlspolicy.HttpsPolicyFetcher;
import java.net.IDN;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "domain",
        description = "What a domain publishes about its mail, what is wrong with it, and the records to publish.",
        footer = {
            "",
            "Ends with 0 when all is well, 1 when something is wrong, 2 when the DNS could not be asked.",
            "For example: chancery check domain example.org --selector mail,2026"
        })
final class CheckDomainCommand implements Callable<Integer> {
    private static final int DNSKEY = 48;

    /** Where the word on authenticity comes from. */
    enum Dnssec {
        VALIDATE,
        TRUST_SERVER,
        OFF
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "the domain: what stands behind the @ of its addresses")
    private String name = "";

    @Option(
            names = "--selector",
            split = ",",
            paramLabel = "SELECTOR",
            description = "DKIM keys to look at; nobody can list them")
    private List<String> selectors = List.of();

    @Option(names = "--dns", paramLabel = "HOST:PORT", description = "the DNS server to ask instead of the system's")
    private Optional<String> server = Optional.empty();

    @Option(
            names = "--dnssec",
            paramLabel = "HOW",
            description = "validate here (${DEFAULT-VALUE}), trust-server or off",
            converter = Word.class,
            defaultValue = "validate")
    private Dnssec dnssec = Dnssec.VALIDATE;

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    /** Reads {@code trust-server} as people write it. */
    static final class Word implements picocli.CommandLine.ITypeConverter<Dnssec> {
        @Override
        public Dnssec convert(String value) {
            return Dnssec.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    @Override
    public Integer call() {
        var domain = domain(name);
        var servers = server.map(CheckDomainCommand::hostPort).map(List::of).orElse(List.of());
        var report = new CheckReport(domain);
        var dns = dns(DnsConfig.of(servers), report);
        if (dns.mx(domain) instanceof DnsAnswer.TemporaryFailure<?> f && f.security() != DnsSecurity.BOGUS) {
            throw CliException.misused("the MX records of " + domain + " could not be looked up: " + f.why()
                    + (server.isEmpty() ? "; --dns HOST:PORT names another server" : ""));
        }
        var fetcher = new HttpsPolicyFetcher(dns, TlsContexts.verified());
        try (var _ = Waiting.on("asking what " + domain + " publishes")) {
            new DomainCheck(domain, dns, fetcher, selectors).addTo(report);
        }
        var out = spec.commandLine().getOut();
        out.println(json ? ApiCommand.JSON.writeValueAsString(report.json()) : report.words());
        out.flush();
        return report.fine() ? 0 : 1;
    }

    /** A server that withholds signatures makes every signed name look forged, so it is tried first. */
    private DnsClient dns(DnsConfig config, CheckReport report) {
        var clock = InstantSource.system();
        return switch (dnssec) {
            case OFF -> new DnsClient(config, clock);
            case TRUST_SERVER -> new DnsClient(config.withDnssec(DnssecMode.TRUST_SERVERS), clock);
            case VALIDATE -> {
                var validating = new DnsClient(config.withDnssec(DnssecMode.VALIDATE), clock);
                if (validating.query(".", DNSKEY).security() == DnsSecurity.SECURE) {
                    yield validating;
                }
                report.section("DNS")
                        .note("The DNS server gives no signatures (DNSSEC), so nothing below is proven and DANE cannot"
                                + " be judged. --dns HOST:PORT names another server.");
                yield new DnsClient(config, clock);
            }
        };
    }

    static HostPort hostPort(String text) {
        try {
            return HostPort.parse(text.contains(":") ? text : text + ":53");
        } catch (IllegalArgumentException e) {
            throw CliException.misused("--dns: " + e.getMessage());
        }
    }

    private static String domain(String text) {
        try {
            var ascii = IDN.toASCII(text.strip()).toLowerCase(Locale.ROOT);
            var domain = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
            if (domain.matches("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*") && domain.length() <= 253) {
                return domain;
            }
        } catch (IllegalArgumentException malformed) {
            // said below
        }
        throw CliException.misused("'" + text + "' is no domain; write for example example.org");
    }
}
