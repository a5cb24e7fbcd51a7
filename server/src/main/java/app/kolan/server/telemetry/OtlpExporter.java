package app.kolan.server.telemetry;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Posts spans to an OpenTelemetry collector. Failures are logged once, and once more when the
/// collector accepts spans again.
final class OtlpExporter implements SpanExporter {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpExporter.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// The exporter has a logger of its own; referenced here, since loggers are held weakly.
  private static final java.util.logging.Logger ITS_OWN_LOG =
      java.util.logging.Logger.getLogger("io.opentelemetry.exporter");

  private final SpanExporter exporter;
  private final AtomicBoolean failing = new AtomicBoolean();

  private OtlpExporter(SpanExporter exporter) {
    this.exporter = exporter;
  }

  static OtlpExporter at(TraceSettings settings) {
    ITS_OWN_LOG.setLevel(Level.OFF);
    return new OtlpExporter(
        OtlpHttpSpanExporter.builder()
            .setEndpoint(settings.endpoint().toString())
            .setHeaders(settings::headers)
            .setTimeout(PATIENCE)
            .setConnectTimeout(PATIENCE)
            .build());
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    return result.whenComplete(() -> sent(result.isSuccess()));
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }

  private void sent(boolean well) {
    if (!well && !failing.getAndSet(true)) {
      LOG.warn("the trace collector does not accept spans");
    } else if (well && failing.getAndSet(false)) {
      LOG.info("the trace collector accepts spans again");
    }
  }
}
