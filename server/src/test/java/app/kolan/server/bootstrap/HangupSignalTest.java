package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.kolan.server.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Tag("unit")
class HangupSignalTest {
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void each_signal_does_what_it_was_given_and_the_process_goes_on() throws Exception {
    var done = new AtomicInteger();
    boolean ignored = isIgnored();
    assertThat(HangupSignal.on(done::incrementAndGet)).isEqualTo(!ignored);
    assumeThat(ignored).as("started with SIGHUP ignored").isFalse();

    for (int times = 1; times <= 2; times++) {
      String self = Long.toString(ProcessHandle.current().pid());
      assertThat(new ProcessBuilder("kill", "-HUP", self).start().waitFor()).isZero();
      int expected = times;
      Await.until("the signal has come", () -> done.get() == expected);
    }
  }

  /// Whether this process was started with the signal ignored, as by `nohup`.
  private static boolean isIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
        .anyMatch(signals -> (signals & 1) != 0);
  }
}
