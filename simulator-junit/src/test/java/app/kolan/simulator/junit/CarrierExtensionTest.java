package app.kolan.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import app.kolan.simulator.CallEnd;
import app.kolan.simulator.SimulatedCall;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// The extension seen from outside: tests that pass, fail and are set up wrongly, run by JUnit.
@Tag("socket")
class CarrierExtensionTest {
  private static final String NOBODY = "http://127.0.0.1:9/voice";
  private static final AtomicReference<SimulatedCall> LEFT = new AtomicReference<>();

  @TempDir private Path folder;

  /// The tests of somebody who uses the extension.
  @ExtendWith(CarrierExtension.class)
  static final class Users {
    @Test
    void passes(PhoneCall call) throws Exception {
      Assertions.assertEquals(1, call.report().timesRaised(11205));
    }

    @Test
    void fails(PhoneCall call) throws Exception {
      Assertions.assertEquals(0, call.from("+972501112233").report().timesRaised(11205));
    }

    @Test
    void leavesACallBehind(PhoneCall call) {
      LEFT.set(call.place());
    }
  }

  @Test
  void a_test_that_passes_leaves_nothing() {
    RecordingTestListener listener = run("passes", settings());

    assertThat(listener.result.getStatus()).isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
    assertThat(listener.entries).isEmpty();
    assertThat(listener.files).isEmpty();
  }

  @Test
  void the_calls_of_a_failed_test_are_printed_and_kept() throws Exception {
    RecordingTestListener listener = run("fails", settings());

    assertThat(listener.result.getStatus()).isEqualTo(TestExecutionResult.Status.FAILED);
    assertThat(listener.result.getThrowable().get()).isInstanceOf(AssertionError.class);
    assertThat(listener.files)
        .extracting(file -> String.valueOf(file.getFileName()))
        .containsExactly("call-1.wav", "call-1.json");
    JsonNode report = new ObjectMapper().readTree(Files.readString(listener.files.getLast()));
    assertThat(report.path("problems").path(0).path("code").intValue()).isEqualTo(11205);
    assertThat(Path.of(report.path("audio").asText()))
        .isEqualTo(listener.files.getFirst())
        .exists();
    assertThat(listener.entries.getFirst().getKeyValuePairs().get("call-1"))
        .contains(
            "error 11205",
            listener.files.getFirst().toString(),
            listener.files.getLast().toString())
        .doesNotContain("1112233");
  }

  @Test
  void a_call_does_not_outlive_its_test() throws Exception {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/voice";
      RecordingTestListener listener =
          run("leavesACallBehind", Map.of("kolan.voice-url", url, "kolan.auth-token", "x"));

      assertThat(listener.result.getStatus()).isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
      assertThat(LEFT.get().await(Duration.ofSeconds(200)).end()).isEqualTo(CallEnd.CARRIER_CLOSED);
    }
  }

  @Test
  void a_missing_token_is_reported_with_both_ways_to_give_it() {
    RecordingTestListener listener = run("passes", Map.of("kolan.voice-url", NOBODY));

    assertThat(listener.result.getStatus()).isEqualTo(TestExecutionResult.Status.FAILED);
    assertThat(listener.result.getThrowable().get())
        .hasStackTraceContaining("kolan.auth-token")
        .hasStackTraceContaining("authToken(…)");
  }

  private static Map<String, String> settings() {
    return Map.of("kolan.voice-url", NOBODY, "kolan.auth-token", "x");
  }

  private RecordingTestListener run(String method, Map<String, String> parameters) {
    var listener = new RecordingTestListener();
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectMethod(Users.class, method, PhoneCall.class.getName()))
            .configurationParameter("junit.platform.reporting.output.dir", folder.toString())
            .configurationParameters(parameters)
            .build();
    LauncherFactory.create().execute(request, listener);
    return listener;
  }

  /// What JUnit reports about one test.
  private static final class RecordingTestListener implements TestExecutionListener {
    private final List<ReportEntry> entries = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private TestExecutionResult result = TestExecutionResult.aborted(null);

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult finished) {
      if (test.isTest()) {
        result = finished;
      }
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
      entries.add(entry);
    }

    @Override
    public void fileEntryPublished(TestIdentifier test, FileEntry file) {
      files.add(file.getPath());
    }
  }
}
