package chancery.net;

import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** One question, aliases followed. */
@FunctionalInterface
interface DnsLookup {
    DnsAnswer<Record> lookup(Name name, int type);
}
