package app.kolan.server.bootstrap;

import app.kolan.server.web.AcceptingTransport;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/// The event loops of the server.
final class EventLoops {
  /// How long a loop may set up new connections before it looks at those that are open. Netty takes
  /// a second, in which frames of calls would wait when strangers open thousands at once. Netty
  /// takes no less than a tenth of one.
  private static final String LONGEST_TASKS = "io.netty.eventLoop.maxTaskProcessingQuantumMs";

  private EventLoops() {}

  static Vertx open() {
    if (System.getProperty(LONGEST_TASKS) == null) {
      System.setProperty(LONGEST_TASKS, "100");
    }
    return Vertx.builder()
        .with(new VertxOptions().setUseDaemonThread(true))
        .withTransport(AcceptingTransport.ofSystem())
        .build();
  }
}
