package chancery.store;

import chancery.store.spi.BlobStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Blobs as objects of an S3-compatible bucket. Up to 8 MiB they are sent in one request, beyond that in parts, so that
 * a writer holds one part in memory. An upload that is never completed does not appear; the bucket's life-cycle rule
 * should remove it.
 */
final class S3BlobStore implements BlobStore {
    private static final int PART = 8 << 20;

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    S3BlobStore(BlobLocation.Bucket location) throws IOException {
        List<String> lines = Files.readAllLines(location.credentialsFile());
        if (lines.size() < 2) {
            throw new IOException(location.credentialsFile() + " must have two lines: access key id, secret");
        }
        var credentials =
                AwsBasicCredentials.create(lines.get(0).strip(), lines.get(1).strip());
        this.bucket = location.bucket();
        this.prefix = location.prefix();
        this.client = S3Client.builder()
                .endpointOverride(URI.create(location.endpoint()))
                .region(Region.of(location.region()))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .serviceConfiguration(c -> c.pathStyleAccessEnabled(true).chunkedEncodingEnabled(false))
                // many compatible stores know no trailing checksums; the content has its own tags
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(Duration.ofSeconds(30)))
                .overrideConfiguration(
                        o -> o.apiCallAttemptTimeout(Duration.ofSeconds(60)).apiCallTimeout(Duration.ofSeconds(150)))
                .build();
    }

    @Override
    public BlobWriter create(String name) {
        return new ObjectWriter(new PartBuffer(prefix + name));
    }

    @Override
    public InputStream open(String name) throws IOException {
        try {
            return client.getObject(r -> r.bucket(bucket).key(prefix + name));
        } catch (NoSuchKeyException e) {
            NoSuchFileException absent = new NoSuchFileException(name);
            absent.initCause(e);
            throw absent;
        } catch (SdkException e) {
            throw new IOException("object store: " + Words.of(e), e);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        try {
            client.deleteObject(r -> r.bucket(bucket).key(prefix + name));
        } catch (SdkException e) {
            throw new IOException("object store: " + Words.of(e), e);
        }
    }

    @Override
    public void forEachOlderThan(Instant time, Consumer<String> visitor) throws IOException {
        try {
            for (S3Object object : client.listObjectsV2Paginator(
                            r -> r.bucket(bucket).prefix(prefix))
                    .contents()) {
                if (object.lastModified().isBefore(time)) {
                    visitor.accept(object.key().substring(prefix.length()));
                }
            }
        } catch (SdkException e) {
            throw new IOException("object store: " + Words.of(e), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private static final class ObjectWriter extends BlobWriter {
        private final PartBuffer upload;
        private boolean settled;

        ObjectWriter(PartBuffer upload) {
            super(upload);
            this.upload = upload;
        }

        @Override
        public void commit() throws IOException {
            upload.complete();
            settled = true;
        }

        @Override
        public void abort() throws IOException {
            settled = true;
            upload.abandon();
        }

        @Override
        public void close() throws IOException {
            if (!settled) {
                abort();
            }
        }
    }

    /** One upload: a single request while it fits, else a multipart upload. */
    private final class PartBuffer extends OutputStream {
        private final String key;
        private final ByteArrayOutputStream part = new ByteArrayOutputStream();
        private final List<CompletedPart> sent = new ArrayList<>();
        private String uploadId = "";

        PartBuffer(String key) {
            this.key = key;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            part.write(octets, offset, length);
            if (part.size() >= PART) {
                sendPart();
            }
        }

        private void sendPart() throws IOException {
            try {
                if (uploadId.isEmpty()) {
                    uploadId = client.createMultipartUpload(
                                    r -> r.bucket(bucket).key(key))
                            .uploadId();
                }
                int number = sent.size() + 1;
                var body = RequestBody.fromBytes(part.toByteArray());
                String tag = client.uploadPart(
                                r -> r.bucket(bucket)
                                        .key(key)
                                        .uploadId(uploadId)
                                        .partNumber(number),
                                body)
                        .eTag();
                sent.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
                part.reset();
            } catch (SdkException e) {
                throw new IOException("object store: " + Words.of(e), e);
            }
        }

        void complete() throws IOException {
            try {
                if (uploadId.isEmpty()) {
                    client.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromBytes(part.toByteArray()));
                    return;
                }
                if (part.size() > 0) {
                    sendPart();
                }
                client.completeMultipartUpload(
                        r -> r.bucket(bucket).key(key).uploadId(uploadId).multipartUpload(m -> m.parts(sent)));
            } catch (SdkException e) {
                throw new IOException("object store: " + Words.of(e), e);
            }
        }

        void abandon() throws IOException {
            try {
                if (!uploadId.isEmpty()) {
                    client.abortMultipartUpload(r -> r.bucket(bucket).key(key).uploadId(uploadId));
                }
            } catch (SdkException e) {
                throw new IOException("object store: " + Words.of(e), e);
            }
        }
    }
}
