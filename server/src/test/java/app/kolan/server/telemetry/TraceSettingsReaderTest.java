package app.kolan.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.SettingsSource;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class TraceSettingsReaderTest {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

  private final List<ConfigProblem> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  @Test
  void there_are_no_traces_unless_a_collector_is_named() {
    assertThat(read(Map.of("OTEL_SERVICE_NAME", "phone"))).isNull();
    assertThat(problems).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void the_usual_variables_are_understood() {
    TraceSettings settings =
        read(
            Map.of(
                ENDPOINT,
                "http://collector:4318/",
                "OTEL_EXPORTER_OTLP_HEADERS",
                "api-key=a%20key+, tenant=7",
                "OTEL_SERVICE_NAME",
                "phone"));

    assertThat(settings)
        .isEqualTo(
            new TraceSettings(
                URI.create("http://collector:4318/v1/traces"),
                Map.of("api-key", "a key+", "tenant", "7"),
                "phone",
                false));
    assertThat(problems).isEmpty();
  }

  @Test
  void an_address_for_traces_alone_is_taken_as_it_stands() {
    TraceSettings settings =
        read(
            Map.of(
                ENDPOINT,
                "http://elsewhere",
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                "https://collector/here"));

    assertThat(Objects.requireNonNull(settings).endpoint()).hasToString("https://collector/here");
  }

  @Test
  void a_switch_turns_them_off() {
    assertThat(read(Map.of(ENDPOINT, "http://collector:4318", "OTEL_SDK_DISABLED", "true")))
        .isNull();
  }

  @Test
  void an_operator_is_warned_of_another_protocol_and_of_words() {
    var _ =
        read(
            Map.of(
                ENDPOINT,
                "http://collector:4317",
                "OTEL_EXPORTER_OTLP_PROTOCOL",
                "grpc",
                "KOLAN_TRACE_PERSONAL",
                "true"));

    assertThat(warnings).hasSize(2);
    assertThat(warnings.getFirst()).contains("grpc", "4318");
    assertThat(warnings.getLast()).contains("what callers say");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"collector:4318", "grpc://collector", "http://", "http://a b", "http://a?b"})
  void a_collector_is_named_by_a_url(String text) {
    assertThat(read(Map.of(ENDPOINT, text))).isNull();
    assertThat(problems).extracting(ConfigProblem::key).containsExactly(ENDPOINT);
  }

  @Test
  void a_header_that_cannot_be_read_is_not_repeated() {
    var _ = read(Map.of(ENDPOINT, "http://c", "OTEL_EXPORTER_OTLP_HEADERS", "hidden-value"));

    assertThat(problems).hasSize(1);
    assertThat(problems.toString()).doesNotContain("hidden-value");
  }

  @Test
  void words_are_a_yes_or_a_no() {
    var _ = read(Map.of("KOLAN_TRACE_PERSONAL", "yes"));

    assertThat(problems).extracting(ConfigProblem::key).containsExactly("KOLAN_TRACE_PERSONAL");
  }

  private @Nullable TraceSettings read(Map<String, String> environment) {
    SettingsSource source = SettingsSource.of(environment);
    Optional<TraceSettings> traces = TraceSettingsReader.GROUP.read(source);
    problems.addAll(source.problems());
    warnings.addAll(source.warnings());
    return traces.orElse(null);
  }
}
