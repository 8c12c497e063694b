package chancery.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** The few S3 operations that the store uses, in memory; it checks the digest of each body that a request declares. */
final class StandInS3 implements AutoCloseable {
    private static final String BUCKET = "/chancery";

    private record Stored(byte[] octets, Instant at) {}

    private final Map<String, Stored> objects = new ConcurrentSkipListMap<>();
    private final Map<String, Map<Integer, byte[]>> uploads = new ConcurrentHashMap<>();
    private final HttpServer server;

    StandInS3() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int openUploads() {
        return uploads.size();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (!isSigned(exchange, body)) {
                send(exchange, 403, error("AccessDenied"));
                return;
            }
            String path = exchange.getRequestURI().getPath();
            String key = path.length() > BUCKET.length() + 1 ? path.substring(BUCKET.length() + 1) : "";
            switch (exchange.getRequestMethod()) {
                case "PUT" -> put(exchange, key, body);
                case "POST" -> post(exchange, key, new String(body, StandardCharsets.UTF_8));
                case "DELETE" -> delete(exchange, key);
                default -> get(exchange, key);
            }
        }
    }

    private static boolean isSigned(HttpExchange exchange, byte[] body) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String declared = exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
        return authorization != null
                && authorization.startsWith("AWS4-HMAC-SHA256 Credential=key/")
                && (sha256(body).equals(declared) || (body.length == 0 && "UNSIGNED-PAYLOAD".equals(declared)));
    }

    private void put(HttpExchange exchange, String key, byte[] body) throws IOException {
        String upload = parameter(exchange, "uploadId");
        if (upload.isEmpty()) {
            objects.put(key, new Stored(body, Instant.now()));
        } else {
            uploads.get(upload).put(Integer.parseInt(parameter(exchange, "partNumber")), body);
        }
        exchange.getResponseHeaders().set("ETag", "\"" + sha256(body).substring(0, 32) + "\"");
        send(exchange, 200, "");
    }

    private void post(HttpExchange exchange, String key, String body) throws IOException {
        if (exchange.getRequestURI().getRawQuery().startsWith("uploads")) {
            String upload = UUID.randomUUID().toString();
            uploads.put(upload, new TreeMap<>());
            send(
                    exchange,
                    200,
                    "<InitiateMultipartUploadResult><UploadId>" + upload
                            + "</UploadId></InitiateMultipartUploadResult>");
            return;
        }
        Map<Integer, byte[]> parts = uploads.remove(parameter(exchange, "uploadId"));
        if (body.split("<PartNumber>", -1).length - 1 != parts.size()) {
            send(exchange, 400, error("InvalidPart"));
            return;
        }
        var whole = new ByteArrayOutputStream();
        for (byte[] part : parts.values()) {
            whole.write(part);
        }
        objects.put(key, new Stored(whole.toByteArray(), Instant.now()));
        send(exchange, 200, "<CompleteMultipartUploadResult><ETag>x</ETag></CompleteMultipartUploadResult>");
    }

    private void delete(HttpExchange exchange, String key) throws IOException {
        String upload = parameter(exchange, "uploadId");
        if (upload.isEmpty()) {
            objects.remove(key);
        } else {
            uploads.remove(upload);
        }
        exchange.sendResponseHeaders(204, -1);
    }

    private void get(HttpExchange exchange, String key) throws IOException {
        if (key.isEmpty()) {
            var list = new StringBuilder("<ListBucketResult><IsTruncated>false</IsTruncated>");
            objects.forEach((name, stored) -> list.append("<Contents><Key>")
                    .append(name)
                    .append("</Key><LastModified>")
                    .append(stored.at())
                    .append("</LastModified></Contents>"));
            send(exchange, 200, list.append("</ListBucketResult>").toString());
            return;
        }
        Stored stored = objects.get(key);
        if (stored == null) {
            send(exchange, 404, error("NoSuchKey"));
            return;
        }
        int length = stored.octets().length;
        exchange.sendResponseHeaders(200, length == 0 ? -1 : length);
        exchange.getResponseBody().write(stored.octets());
    }

    private static String parameter(HttpExchange exchange, String name) {
        String query = exchange.getRequestURI().getQuery();
        var found = Pattern.compile("(^|&)" + name + "=([^&]*)").matcher(query == null ? "" : query);
        return found.find() ? found.group(2) : "";
    }

    private static String error(String code) {
        return "<Error><Code>" + code + "</Code><Message>" + code + "</Message></Error>";
    }

    private static void send(HttpExchange exchange, int status, String xml) throws IOException {
        byte[] octets = xml.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
        exchange.getResponseBody().write(octets);
    }

    private static String sha256(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
