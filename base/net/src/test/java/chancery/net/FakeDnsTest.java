package chancery.net;

import org.jspecify.annotations.NullMarked;

@NullMarked
class FakeDnsTest extends DnsResolverContract {
    @Override
    protected DnsResolver over(FakeDns zone) {
        return zone;
    }
}
