package app.kolan.server.telemetry;

import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads where traces go: from OpenTelemetry's own variables, which operators know.
public final class TraceSettingsReader {
  public static final Setting TRACE_ENDPOINT =
      new Setting(
          "OTEL_EXPORTER_OTLP_ENDPOINT",
          "trace.endpoint",
          "base URL of an OpenTelemetry collector that takes a trace of each call, by OTLP over HTTP;"
              + " see [operating](operating.md#traces)",
          "none: no traces");

  public static final Setting TRACE_HEADERS =
      new Setting(
          "OTEL_EXPORTER_OTLP_HEADERS",
          "trace.headers",
          "headers for the collector, `name=value`, separated by commas",
          "none");

  public static final Setting TRACE_SERVICE =
      new Setting("OTEL_SERVICE_NAME", "trace.service", "name of the service in traces", "`kolan`");

  public static final Setting TRACE_PERSONAL =
      new Setting(
          "KOLAN_TRACE_PERSONAL",
          "trace.personal",
          "`true` puts what callers and we said into the traces, below `kolan.personal`",
          "`false`: no words in traces");

  /// Empty when there are to be no traces.
  public static final SettingsGroup<Optional<TraceSettings>> GROUP =
      SettingsGroup.of(
          source -> Optional.ofNullable(new TraceSettingsReader(source).settings()),
          TRACE_ENDPOINT,
          TRACE_HEADERS,
          TRACE_SERVICE,
          TRACE_PERSONAL);

  /// OpenTelemetry's own address for traces, which is taken as it stands.
  private static final String TRACES_ALONE = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

  private static final String PROTOCOL = "OTEL_EXPORTER_OTLP_PROTOCOL";
  private static final String OUR_PROTOCOL = "http/protobuf";
  private static final String DISABLED = "OTEL_SDK_DISABLED";

  private final SettingsSource source;

  private TraceSettingsReader(SettingsSource source) {
    this.source = source;
  }

  private @Nullable TraceSettings settings() {
    boolean personal = personal();
    Map<String, String> headers = headers();
    URI endpoint = endpoint();
    if (endpoint == null || variable(DISABLED).equalsIgnoreCase("true")) {
      return null;
    }
    String protocol = variable(PROTOCOL);
    if (!protocol.isEmpty() && !protocol.equals(OUR_PROTOCOL)) {
      source.warn(
          PROTOCOL
              + " is "
              + protocol
              + ", but traces go by "
              + OUR_PROTOCOL
              + ": give the collector's address for that, which usually has port 4318");
    }
    if (personal) {
      source.warn(
          TRACE_PERSONAL.environment()
              + " is true: what callers say goes to the collector of traces");
    }
    String service = source.text(TRACE_SERVICE).orElse("kolan");
    return new TraceSettings(endpoint, headers, service, personal);
  }

  private @Nullable URI endpoint() {
    String alone = variable(TRACES_ALONE);
    if (!alone.isEmpty()) {
      return url(TRACES_ALONE, alone);
    }
    Optional<String> base = source.text(TRACE_ENDPOINT);
    return base.isEmpty()
        ? null
        : url(TRACE_ENDPOINT.environment(), base.get().replaceFirst("/+$", "") + "/v1/traces");
  }

  private @Nullable URI url(String variable, String text) {
    if (text.matches("https?://[A-Za-z0-9.\\[\\]:_-]+(/[A-Za-z0-9._~%/-]*)?")) {
      return URI.create(text);
    }
    source.problem(variable, text, "give an http or https URL, such as http://127.0.0.1:4318");
    return null;
  }

  private Map<String, String> headers() {
    var headers = new HashMap<String, String>();
    for (String part : source.text(TRACE_HEADERS).orElse("").split(",", -1)) {
      String[] pair = part.strip().split("=", 2);
      if (pair.length == 2 && pair[0].strip().matches("[A-Za-z0-9_.-]+")) {
        headers.put(pair[0].strip(), decoded(pair[1].strip()));
      } else if (!part.isBlank()) {
        source.problem(
            TRACE_HEADERS,
            "a header that cannot be read",
            "write name=value, with commas between them");
      }
    }
    return headers;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return value;
    }
  }

  private boolean personal() {
    return source.flag(TRACE_PERSONAL, false);
  }

  private String variable(String name) {
    return source.variable(name).orElse("");
  }
}
