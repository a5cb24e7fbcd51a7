package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
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
    assertThat(HangupSignal.on(done::incrementAndGet)).isTrue();

    for (int times = 1; times <= 2; times++) {
      String self = Long.toString(ProcessHandle.current().pid());
      assertThat(new ProcessBuilder("kill", "-HUP", self).start().waitFor()).isZero();
      int expected = times;
      Await.until("the signal has come", () -> done.get() == expected);
    }
  }
}
