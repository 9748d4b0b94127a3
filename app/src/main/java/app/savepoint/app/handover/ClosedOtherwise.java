package app.savepoint.app.handover;

import app.savepoint.core.SyncService;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// An engine as it is, except for what closing it does.
final class ClosedOtherwise {
    private ClosedOtherwise() {}

    static SyncService of(SyncService service, Runnable close) {
        return (SyncService)
                Proxy.newProxyInstance(
                        SyncService.class.getClassLoader(),
                        new Class<?>[] {SyncService.class},
                        (proxy, method, arguments) -> {
                            boolean closes =
                                    method.getName().equals("close")
                                            && method.getParameterCount() == 0;
                            if (closes) {
                                close.run();
                                return null;
                            }
                            try {
                                return method.invoke(service, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}
