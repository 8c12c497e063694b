package chancery.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What every {@link DnsResolver} answers about the same zone. */
@NullMarked
public abstract class DnsResolverContract {
    /** A resolver that answers from {@code zone}. */
    protected abstract DnsResolver over(FakeDns zone) throws Exception;

    private DnsResolver zone() throws Exception {
        var zone = new FakeDns()
                .mx("a.example", 10, "MX1.a.example")
                .mx("a.example", 20, "mx2.a.example")
                .nullMx("never.example")
                .address("mx1.a.example", "192.0.2.1")
                .address("mx1.a.example", "2001:db8::1")
                .address("six.example", "2001:db8::2")
                .alias("www.example", "mx1.a.example")
                .record("a.example", "TXT", "\"v=spf1 \" \"-all\"")
                .record("1.2.0.192.in-addr.arpa", "PTR", "mx1.a.example.")
                .record("_25._tcp.mx1.a.example", "TLSA", "3 1 1 00FFAA")
                .record("a.example", "SRV", "0 0 25 mx1.a.example.")
                .alias("loop1.example", "loop2.example")
                .alias("loop2.example", "loop1.example")
                .address("half.example", "192.0.2.9")
                .fails("half.example", "AAAA", "server answered SERVFAIL")
                .fails("broken.example", "server answered SERVFAIL");
        return over(zone);
    }

    @Test
    void mailExchangersAreLowerCaseWithoutFinalDot() throws Exception {
        assertThat(zone().mx("A.example.").recordsOrNone())
                .containsExactlyInAnyOrder(new MxRecord(10, "mx1.a.example"), new MxRecord(20, "mx2.a.example"));
    }

    @Test
    void nullMxIsTheEmptyHost() throws Exception {
        assertThat(zone().mx("never.example").recordsOrNone())
                .allMatch(MxRecord::isNull)
                .hasSize(1);
    }

    @Test
    void bothAddressFamilies() throws Exception {
        assertThat(zone().addresses("mx1.a.example").recordsOrNone())
                .containsExactlyInAnyOrder(InetAddress.getByName("192.0.2.1"), InetAddress.getByName("2001:db8::1"));
        assertThat(zone().addresses("six.example").recordsOrNone())
                .containsExactly(InetAddress.getByName("2001:db8::2"));
    }

    @Test
    void aliasesAreFollowed() throws Exception {
        assertThat(zone().addresses("www.example").recordsOrNone()).hasSize(2);
        assertThat(zone().addresses("loop1.example")).isInstanceOf(DnsAnswer.TemporaryFailure.class);
    }

    @Test
    void oneAddressFamily() throws Exception {
        assertThat(zone().ipv4("mx1.a.example").recordsOrNone()).containsExactly(InetAddress.getByName("192.0.2.1"));
        assertThat(zone().ipv6("www.example").recordsOrNone()).containsExactly(InetAddress.getByName("2001:db8::1"));
        assertThat(zone().ipv4("six.example")).isInstanceOf(DnsAnswer.NoRecords.class);
        assertThat(zone().ipv4("nowhere.example")).isInstanceOf(DnsAnswer.NoDomain.class);
    }

    @Test
    void anAliasIsShownWithoutFollowingIt() throws Exception {
        assertThat(zone().cname("WWW.example").recordsOrNone()).containsExactly("mx1.a.example");
        assertThat(zone().cname("loop1.example").recordsOrNone()).containsExactly("loop2.example");
        assertThat(zone().cname("mx1.a.example")).isInstanceOf(DnsAnswer.NoRecords.class);
        assertThat(zone().cname("nowhere.example")).isInstanceOf(DnsAnswer.NoDomain.class);
    }

    @Test
    void aWildcardStandsForWhatDoesNotExist() throws Exception {
        var zone = over(new FakeDns()
                .txt("*.w.example", "any")
                .address("known.w.example", "192.0.2.3")
                .txt("x.deep.w.example", "deep"));
        assertThat(zone.txt("a.w.example").recordsOrNone()).containsExactly("any");
        assertThat(zone.txt("b.a.w.example").recordsOrNone()).containsExactly("any");
        assertThat(zone.txt("known.w.example")).isInstanceOf(DnsAnswer.NoRecords.class);
        assertThat(zone.txt("y.deep.w.example")).isInstanceOf(DnsAnswer.NoDomain.class);
        assertThat(zone.ipv4("a.w.example")).isInstanceOf(DnsAnswer.NoRecords.class);
    }

    @Test
    void oneTypeMayFailAlone() throws Exception {
        assertThat(zone().ipv6("half.example")).isInstanceOf(DnsAnswer.TemporaryFailure.class);
        assertThat(zone().ipv4("half.example").recordsOrNone()).hasSize(1);
        assertThat(zone().addresses("half.example").recordsOrNone()).hasSize(1);
    }

    @Test
    void stringsOfOneTextRecordAreJoined() throws Exception {
        assertThat(zone().txt("a.example").recordsOrNone()).containsExactly("v=spf1 -all");
    }

    @Test
    void namesOfAnAddress() throws Exception {
        assertThat(zone().ptr(InetAddress.getByName("192.0.2.1")).recordsOrNone())
                .containsExactly("mx1.a.example");
    }

    @Test
    void tlsaAndOtherTypes() throws Exception {
        assertThat(zone().tlsa("_25._tcp.mx1.a.example").recordsOrNone())
                .containsExactly(new TlsaRecord(3, 1, 1, "00ffaa"));
        assertThat(zone().query("a.example", 33).recordsOrNone()).containsExactly("0 0 25 mx1.a.example.");
    }

    @Test
    void absenceAndTroubleAreDifferent() throws Exception {
        assertThat(zone().mx("mx1.a.example")).isInstanceOf(DnsAnswer.NoRecords.class);
        assertThat(zone().addresses("a.example")).isInstanceOf(DnsAnswer.NoRecords.class);
        assertThat(zone().mx("nowhere.example")).isInstanceOf(DnsAnswer.NoDomain.class);
        assertThat(zone().addresses("broken.example")).isInstanceOf(DnsAnswer.TemporaryFailure.class);
        assertThat(zone().mx("broken.example"))
                .isInstanceOfSatisfying(
                        DnsAnswer.TemporaryFailure.class,
                        f -> assertThat(f.why()).isEqualTo("server answered SERVFAIL"));
    }

    @Test
    void aNameThatCannotBeInTheDnsDoesNotExist() throws Exception {
        assertThat(zone().mx("a..example")).isInstanceOf(DnsAnswer.NoDomain.class);
        assertThat(zone().mx("x".repeat(64) + ".example")).isInstanceOf(DnsAnswer.NoDomain.class);
    }
}
