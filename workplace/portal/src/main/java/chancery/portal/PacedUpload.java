package chancery.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The octets of a form, as long as they come fast enough: on average {@link #SLOWEST} octets a second once
 * {@link #GRACE} is over, and all of them within a time that grows with what may be sent. The container only ends a
 * connection that is silent for 20 s, so without this one octet now and then would hold it for days.
 */
final class PacedUpload extends FilterInputStream {
    static final Duration GRACE = Duration.ofSeconds(30);
    /** Octets a second: a tenth of what a phone has at the edge of a network. */
    static final int SLOWEST = 2_000;

    private static final Duration SHORTEST = Duration.ofMinutes(15);
    private static final int EXPECTED = 64_000;

    private final LongSupplier nanoseconds;
    private final long begun;
    private final long end;
    private long octets;
    private boolean tooSlow;

    /**
     * @param largest octets that may be sent
     * @param nanoseconds a clock that only goes forward
     */
    PacedUpload(InputStream in, long largest, LongSupplier nanoseconds) {
        super(in);
        this.nanoseconds = nanoseconds;
        this.begun = nanoseconds.getAsLong();
        this.end = SHORTEST.plusSeconds(largest / EXPECTED).toNanos();
    }

    static PacedUpload of(HttpServletRequest request, long largest) throws IOException {
        return new PacedUpload(request.getInputStream(), largest, System::nanoTime);
    }

    /** What made a reading fail was the pace. */
    boolean isTooSlow() {
        return tooSlow;
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        count(octet < 0 ? 0 : 1);
        return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        count(Math.max(n, 0));
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = super.skip(n);
        count(skipped);
        return skipped;
    }

    private void count(long arrived) throws IOException {
        octets += arrived;
        long taken = nanoseconds.getAsLong() - begun;
        long counted = taken - GRACE.toNanos();
        tooSlow = taken > end || (counted > 0 && octets < counted / 1_000_000_000 * SLOWEST);
        if (tooSlow) {
            throw new IOException("the form arrives too slowly");
        }
    }
}
