package app.savepoint.storage.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Reads each answer that is no object's content to its end before anyone looks at it. AWS's client
/// repeats what breaks off before its answer, and lets pass what breaks off within, as an exception
/// that is none of its own.
///
/// @param client does it; closed with this
record WholeAnswers(SdkHttpClient client) implements SdkHttpClient {
    /// A page of a thousand names of the greatest length has a tenth of it.
    private static final int LONGEST = 32 * 1024 * 1024;

    /// What is asked of a bucket, or of an object, other than its content.
    private static final Set<String> QUESTIONS =
            Set.of("list-type", "uploads", "uploadId", "versions", "versioning");

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest asking = client.prepareRequest(request);
        return new Asking(asking, isForContent(request.httpRequest()));
    }

    private static boolean isForContent(SdkHttpRequest request) {
        return request.method() == SdkHttpMethod.GET
                && request.rawQueryParameters().keySet().stream().noneMatch(QUESTIONS::contains);
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }

    private record Asking(ExecutableHttpRequest asking, boolean forContent)
            implements ExecutableHttpRequest {
        @Override
        public HttpExecuteResponse call() throws IOException {
            HttpExecuteResponse answer = asking.call();
            if (answer.responseBody().isEmpty()) return answer;
            if (forContent && answer.httpResponse().isSuccessful()) return answer;
            byte[] whole;
            try (InputStream body = answer.responseBody().get()) {
                whole = body.readNBytes(LONGEST);
                if (body.read() >= 0) {
                    asking.abort();
                    throw new IOException("the answer has no end");
                }
            }
            return HttpExecuteResponse.builder()
                    .response(answer.httpResponse())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(whole)))
                    .build();
        }

        @Override
        public void abort() {
            asking.abort();
        }
    }
}
