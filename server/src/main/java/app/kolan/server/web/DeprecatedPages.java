package app.kolan.server.web;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The [ManagementPages] on the listener for Twilio, where they were before there was a management
/// listener: for one release, with a `Deprecation` header (RFC 9745) and a line in the log. Health
/// is there for everybody, save whether the signature check is bypassed; that and the rest are only
/// for [LocalOnly].
final class DeprecatedPages {
  private static final Logger LOG = LoggerFactory.getLogger(DeprecatedPages.class);

  /// The day on which the management listener came, 2026-11-28.
  private static final String SINCE = "@1795824000";

  private final ManagementPages pages;
  private final AtomicBoolean logged = new AtomicBoolean();

  DeprecatedPages(ManagementPages pages) {
    this.pages = pages;
  }

  void add(Router router) {
    pages.addHealth(router, this::deprecated, LocalOnly::allows);
    pages.addDiagnostics(router, page -> onlyLocal(deprecated(page)));
  }

  /// What stays on the listener for Twilio.
  void live(RoutingContext context) {
    pages.live(context);
  }

  private static Handler<RoutingContext> onlyLocal(Handler<RoutingContext> page) {
    return context -> {
      if (LocalOnly.allows(context.request())) {
        page.handle(context);
      } else {
        context.response().setStatusCode(404).end();
      }
    };
  }

  private Handler<RoutingContext> deprecated(Handler<RoutingContext> page) {
    return context -> {
      if (!logged.getAndSet(true)) {
        LOG.atWarn()
            .addKeyValue("path", context.request().path())
            .addKeyValue("port", ManagementAddressReader.MANAGEMENT_PORT.environment())
            .log("health, metrics and diagnostics move from the public port in the next release");
      }
      context.response().putHeader("Deprecation", SINCE);
      page.handle(context);
    };
  }
}
