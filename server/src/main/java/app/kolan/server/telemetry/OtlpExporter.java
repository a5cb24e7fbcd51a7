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

/// An OpenTelemetry collector that spans are posted to. When it does not take them, the log says so
/// once, and once more when it takes them again.
final class OtlpExporter implements SpanExporter {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpExporter.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// The exporter writes to a log of its own; kept here, since nobody else keeps it.
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
      LOG.warn("the collector of traces does not take them");
    } else if (well && failing.getAndSet(false)) {
      LOG.info("the collector of traces takes them again");
    }
  }
}
