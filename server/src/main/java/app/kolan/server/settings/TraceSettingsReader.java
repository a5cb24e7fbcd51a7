package app.kolan.server.settings;

import app.kolan.server.telemetry.TraceSettings;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads where traces go: from OpenTelemetry's own variables, which operators know.
final class TraceSettingsReader {
  /// OpenTelemetry's own address for traces, which is taken as it stands.
  private static final String TRACES_ALONE = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

  private static final String PROTOCOL = "OTEL_EXPORTER_OTLP_PROTOCOL";
  private static final String OUR_PROTOCOL = "http/protobuf";
  private static final String DISABLED = "OTEL_SDK_DISABLED";

  private final Function<Setting, Optional<String>> texts;
  private final Map<String, String> environment;
  private final Consumer<ConfigProblem> problems;
  private final Consumer<String> warnings;

  private TraceSettingsReader(
      Function<Setting, Optional<String>> texts,
      Map<String, String> environment,
      Consumer<ConfigProblem> problems,
      Consumer<String> warnings) {
    this.texts = texts;
    this.environment = environment;
    this.problems = problems;
    this.warnings = warnings;
  }

  /// @return null when there are to be no traces
  static @Nullable TraceSettings read(
      Function<Setting, Optional<String>> texts,
      Map<String, String> environment,
      Consumer<ConfigProblem> problems,
      Consumer<String> warnings) {
    return new TraceSettingsReader(texts, environment, problems, warnings).settings();
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
      warnings.accept(
          PROTOCOL
              + " is "
              + protocol
              + ", but traces go by "
              + OUR_PROTOCOL
              + ": give the collector's address for that, which usually has port 4318");
    }
    if (personal) {
      warnings.accept(
          Setting.TRACE_PERSONAL.environment()
              + " is true: what callers say goes to the collector of traces");
    }
    String service = texts.apply(Setting.TRACE_SERVICE).orElse("kolan");
    return new TraceSettings(endpoint, headers, service, personal);
  }

  private @Nullable URI endpoint() {
    String alone = variable(TRACES_ALONE);
    if (!alone.isEmpty()) {
      return url(TRACES_ALONE, alone);
    }
    Optional<String> base = texts.apply(Setting.TRACE_ENDPOINT);
    return base.isEmpty()
        ? null
        : url(
            Setting.TRACE_ENDPOINT.environment(),
            base.get().replaceFirst("/+$", "") + "/v1/traces");
  }

  private @Nullable URI url(String variable, String text) {
    if (text.matches("https?://[A-Za-z0-9.\\[\\]:_-]+(/[A-Za-z0-9._~%/-]*)?")) {
      return URI.create(text);
    }
    problems.accept(
        new ConfigProblem(
            variable, text, "give an http or https URL, such as http://127.0.0.1:4318"));
    return null;
  }

  private Map<String, String> headers() {
    var headers = new HashMap<String, String>();
    for (String part : texts.apply(Setting.TRACE_HEADERS).orElse("").split(",", -1)) {
      String[] pair = part.strip().split("=", 2);
      if (pair.length == 2 && pair[0].strip().matches("[A-Za-z0-9_.-]+")) {
        headers.put(pair[0].strip(), decoded(pair[1].strip()));
      } else if (!part.isBlank()) {
        problems.accept(
            new ConfigProblem(
                Setting.TRACE_HEADERS.environment(),
                "a header that cannot be read",
                "write name=value, with commas between them"));
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
    String word = texts.apply(Setting.TRACE_PERSONAL).orElse("false");
    if (!word.equals("true") && !word.equals("false")) {
      problems.accept(
          new ConfigProblem(Setting.TRACE_PERSONAL.environment(), word, "choose true or false"));
    }
    return word.equals("true");
  }

  private String variable(String name) {
    return environment.getOrDefault(name, "").strip();
  }
}
