package app.kolan.server.bootstrap;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// SIGHUP, by which operators have a server read its files again.
///
/// `sun.misc.Signal` is in the module `jdk.unsupported`, which every JDK has, and in no class path
/// of a compiler that is strict; so it is found by its name.
final class HangupSignal {
  private static final Logger LOG = LoggerFactory.getLogger(HangupSignal.class);

  private HangupSignal() {}

  /// Has the signal do this from now on, on a thread of the machine's; it ends the process no more.
  ///
  /// @return false where there is no such signal, and where the process was started with it
  ///   ignored, as `nohup` starts one: the machine leaves it so
  static boolean on(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler calls =
          (proxy, method, arguments) ->
              switch (method.getName()) {
                case "handle" -> {
                  action.run();
                  yield null;
                }
                case "equals" ->
                    arguments != null
                        && System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "SIGHUP";
              };
      Object proxy =
          Proxy.newProxyInstance(
              HangupSignal.class.getClassLoader(), new Class<?>[] {handler}, calls);
      Object hangup = signal.getConstructor(String.class).newInstance("HUP");
      Object before = signal.getMethod("handle", signal, handler).invoke(null, hangup, proxy);
      return !Objects.equals(handler.getField("SIG_IGN").get(null), before);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.debug("there is no SIGHUP here", e);
      return false;
    }
  }
}
