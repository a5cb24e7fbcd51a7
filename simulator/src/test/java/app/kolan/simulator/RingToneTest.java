package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class RingToneTest {
  @Test
  void in_israel_it_sounds_for_a_second_and_is_silent_for_three_over_and_over() {
    List<Boolean> sounds = sounds(RingTone.of(null, new PhoneNumber("+972501234567")), 500);

    assertThat(sounds.subList(0, 50)).containsOnly(true);
    assertThat(sounds.subList(50, 200)).containsOnly(false);
    assertThat(sounds.subList(200, 250)).containsOnly(true);
    assertThat(sounds.subList(250, 400)).containsOnly(false);
  }

  @Test
  void two_short_tones_are_british() {
    List<Boolean> sounds = sounds(RingTone.of("uk", new PhoneNumber("+972501234567")), 200);

    assertThat(sounds.subList(0, 20)).containsOnly(true);
    assertThat(sounds.subList(20, 30)).containsOnly(false);
    assertThat(sounds.subList(30, 50)).containsOnly(true);
    assertThat(sounds.subList(50, 150)).containsOnly(false);
    assertThat(sounds.subList(150, 170)).containsOnly(true);
  }

  @ParameterizedTest
  @CsvSource({"+12125550100,,us", "+442071234567,,uk", "+81312345678,,il", "+972501234567,de,de"})
  void it_is_that_of_the_called_number_unless_another_is_asked_for(
      String number, String asked, String country) {
    assertThat(RingTone.of(asked, new PhoneNumber(number)).country()).isEqualTo(country);
  }

  @Test
  void what_twilio_does_not_know_is_ignored() {
    assertThat(RingTone.of("gb", new PhoneNumber("+972501234567")).country()).isEqualTo("il");
  }

  private static List<Boolean> sounds(RingTone tone, int frames) {
    var sounds = new ArrayList<Boolean>();
    for (int i = 0; i < frames; i++) {
      sounds.add(!tone.get().equals(Mulaw.SILENT_FRAME));
    }
    return sounds;
  }
}
