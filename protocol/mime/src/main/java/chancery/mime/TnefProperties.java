package chancery.mime;

import java.io.EOFException;
import java.io.IOException;

/** A list of MAPI properties inside a TNEF attribute (MS-OXTNEF 2.1.3.4). */
final class TnefProperties {
    private static final int MAX_PROPERTIES = 10_000;
    private static final int MULTIPLE = 0x1000;
    private static final int NAMED = 0x8000;

    /** Takes the properties it knows; what it leaves unread is passed over. */
    interface Sink {
        /**
         * @param id MAPI property id
         * @param type MAPI property type without the multiple flag
         * @param length size of the value, which is the next to be read
         */
        void property(int id, int type, long length, TnefReader reader) throws IOException;
    }

    private TnefProperties() {}

    static void read(TnefReader reader, long end, Sink sink) throws IOException {
        long count = Math.min(MAX_PROPERTIES, reader.number32());
        for (long i = 0; i < count && reader.position() < end; i++) {
            int type = reader.number16();
            int id = reader.number16();
            if (id >= NAMED) {
                skipName(reader);
            }
            values(reader, type, id, end, sink);
        }
    }

    private static void skipName(TnefReader reader) throws IOException {
        reader.moveTo(reader.position() + 16);
        if (reader.number32() == 0) {
            reader.number32();
        } else {
            long length = padded(reader.number32());
            reader.moveTo(reader.position() + length);
        }
    }

    private static void values(TnefReader reader, int type, int id, long end, Sink sink) throws IOException {
        int single = type & ~MULTIPLE;
        boolean variable = isVariable(single);
        long values = variable || (type & MULTIPLE) != 0 ? reader.number32() : 1;
        // values of no size would take no octets, however many there are said to be
        long counted = variable || size(single) > 0 ? values : Math.min(1, values);
        for (long i = 0; i < counted && reader.position() < end; i++) {
            long length = variable ? reader.number32() : size(single);
            long start = reader.position();
            if (start + length > end) {
                throw new EOFException();
            }
            if (i == 0) {
                sink.property(id, single, length, reader);
            }
            reader.moveTo(Math.min(end, start + padded(length)));
        }
    }

    private static boolean isVariable(int type) {
        return type == 0x1e || type == 0x1f || type == 0x0d || type == 0x102;
    }

    private static long size(int type) throws EOFException {
        return switch (type) {
            case 0x00, 0x01 -> 0;
            case 0x02, 0x03, 0x04, 0x0a, 0x0b -> 4;
            case 0x05, 0x06, 0x07, 0x14, 0x40 -> 8;
            case 0x48 -> 16;
            // a value of unknown size: nothing behind it can be found
            default -> throw new EOFException();
        };
    }

    private static long padded(long length) {
        return (length + 3) & ~3L;
    }
}
