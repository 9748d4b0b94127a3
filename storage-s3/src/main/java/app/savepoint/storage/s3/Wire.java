package app.savepoint.storage.s3;

import app.savepoint.core.storage.Requests;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Sees each request that goes out, also the repeated ones and every page of a listing, and what
/// the server calls itself.
final class Wire implements ExecutionInterceptor {
    private final LongAdder lists = new LongAdder();
    private final LongAdder gets = new LongAdder();
    private final LongAdder heads = new LongAdder();
    private final LongAdder puts = new LongAdder();
    private final LongAdder deletes = new LongAdder();
    private final LongAdder others = new LongAdder();
    private final AtomicReference<String> server = new AtomicReference<>("");

    @Override
    public void beforeTransmission(Context.BeforeTransmission sent, ExecutionAttributes about) {
        String operation = about.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        counter(operation == null ? "" : operation, sent.httpRequest()).increment();
    }

    private LongAdder counter(String operation, SdkHttpRequest request) {
        if (operation.startsWith("List")) return lists;
        return switch (request.method()) {
            case GET -> gets;
            case HEAD -> heads;
            case PUT, POST -> puts;
            case DELETE -> deletes;
            case PATCH, OPTIONS -> others;
        };
    }

    @Override
    public void afterTransmission(Context.AfterTransmission answered, ExecutionAttributes about) {
        answered.httpResponse().firstMatchingHeader("Server").ifPresent(server::set);
    }

    /// What was asked so far.
    Requests requests() {
        return new Requests(
                lists.sum(), gets.sum(), heads.sum(), puts.sum(), deletes.sum(), others.sum());
    }

    /// What the server last called itself; empty if it does not say.
    String server() {
        return server.get();
    }
}
