package chancery.net;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The result of one look-up. Trouble is a result too, so that a caller cannot forget it. */
public sealed interface DnsAnswer<T> {
    DnsSecurity security();

    /**
     * At least one record.
     *
     * @param records in the order of the answer, which carries no meaning
     * @param ttl how long the answer may be used, within the bounds of the resolver
     */
    record Records<T>(List<T> records, Duration ttl, DnsSecurity security) implements DnsAnswer<T> {
        public Records {
            records = List.copyOf(records);
            if (records.isEmpty()) {
                throw new IllegalArgumentException("no records");
            }
        }
    }

    /** The name exists, or something below it does, but has no record of this type (RFC 2308 §2.2). */
    record NoRecords<T>(DnsSecurity security) implements DnsAnswer<T> {}

    /** The name does not exist (RFC 2308 §2.1), or is no name that the DNS could hold. */
    record NoDomain<T>(DnsSecurity security) implements DnsAnswer<T> {}

    /**
     * No answer within the deadline, a server's failure, or an answer that failed validation. Nothing is known about
     * the name: never to be read as its absence.
     *
     * @param why one phrase for logs and audit, without the name
     */
    record TemporaryFailure<T>(String why, DnsSecurity security) implements DnsAnswer<T> {}

    /** The same answer with its records converted. */
    default <R> DnsAnswer<R> map(Function<? super T, ? extends R> conversion) {
        return switch (this) {
            case Records<T> r ->
                new Records<>(r.records().stream().<R>map(conversion).toList(), r.ttl(), r.security());
            case NoRecords<T> n -> new NoRecords<>(n.security());
            case NoDomain<T> n -> new NoDomain<>(n.security());
            case TemporaryFailure<T> f -> new TemporaryFailure<>(f.why(), f.security());
        };
    }

    /** The same answer with another word on its authenticity. */
    default DnsAnswer<T> withSecurity(DnsSecurity other) {
        return switch (this) {
            case Records<T> r -> new Records<>(r.records(), r.ttl(), other);
            case NoRecords<T> n -> new NoRecords<>(other);
            case NoDomain<T> n -> new NoDomain<>(other);
            case TemporaryFailure<T> f -> new TemporaryFailure<>(f.why(), other);
        };
    }

    /** The records, or none for every other answer: for uses where absence and trouble come to the same. */
    default List<T> recordsOrNone() {
        return this instanceof Records<T> r ? r.records() : List.of();
    }
}
