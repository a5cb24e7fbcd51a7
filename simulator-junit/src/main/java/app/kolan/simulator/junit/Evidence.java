package app.kolan.simulator.junit;

import app.kolan.simulator.CallReport;
import app.kolan.simulator.SimulatedCall;
import app.kolan.simulator.report.CallReportJson;
import app.kolan.twilio.audio.Wav;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The evidence of a failed test's calls: their printouts on standard output, and their audio and
/// reports in files.
final class Evidence {
  private static final MediaType WAV = MediaType.create("audio", "wav");
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);

  private final ExtensionContext context;

  Evidence(ExtensionContext context) {
    this.context = context;
  }

  /// Publishes calls of a carrier that was closed.
  void publish(List<SimulatedCall> calls) {
    for (int i = 0; i < calls.size(); i++) {
      publish("call-" + (i + 1), calls.get(i));
    }
  }

  private void publish(String name, SimulatedCall call) {
    try {
      CallReport report = call.await(CALL_TIMEOUT);
      Path sound =
          file(
              name + ".wav",
              WAV,
              path -> Files.write(path, Wav.stereo(report.callerSide(), report.agentSide())));
      Path json =
          file(
              name + ".json",
              MediaType.APPLICATION_JSON,
              path -> Files.writeString(path, CallReportJson.of(report, sound.toString())));
      tell(name, report.printout() + "sound:  " + sound + "\nreport: " + json + "\n");
    } catch (TimeoutException | IllegalStateException e) {
      tell(name, "the call cannot be reported: " + e + "\n");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(String name, String text) {
    context.publishReportEntry(Map.of(name, text));
    System.out.println(context.getDisplayName() + ", " + name + ":\n" + text);
  }

  private interface Writing {
    void write(Path path) throws Exception;
  }

  /// The path of the written file.
  private Path file(String name, MediaType type, Writing writing) {
    var place = new AtomicReference<>(Path.of(name));
    context.publishFile(
        name,
        type,
        path -> {
          place.set(path);
          writing.write(path);
        });
    return place.get();
  }
}
