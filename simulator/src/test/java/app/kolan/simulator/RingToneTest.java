package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RingToneTest {
  @Test
  void it_sounds_for_a_second_and_is_silent_for_three_over_and_over() {
    var tone = new RingTone();
    var sounds = new ArrayList<Boolean>();
    for (int i = 0; i < 500; i++) {
      sounds.add(!tone.get().equals(Mulaw.SILENT_FRAME));
    }

    assertThat(sounds.subList(0, 50)).containsOnly(true);
    assertThat(sounds.subList(50, 200)).containsOnly(false);
    assertThat(sounds.subList(200, 250)).containsOnly(true);
    assertThat(sounds.subList(250, 400)).containsOnly(false);
  }
}
