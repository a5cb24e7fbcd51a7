package app.kolan.server.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.audio.Mulaw;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class UtteranceAudioTest {
  @Test
  void any_part_of_it_is_as_if_it_were_one_piece() {
    var random = new Random(7);
    for (int round = 0; round < 200; round++) {
      var codes = new byte[1 + random.nextInt(2000)];
      random.nextBytes(codes);
      Mulaw whole = Mulaw.of(codes);
      UtteranceAudio sound = inPieces(whole, random);
      assertThat(sound.length()).isEqualTo(whole.length());
      for (int cut = 0; cut < 20; cut++) {
        int from = random.nextInt(whole.length());
        int to = from + 1 + random.nextInt(whole.length() - from);
        assertThat(sound.slice(from, to)).isEqualTo(whole.slice(from, to));
      }
    }
  }

  @Test
  void it_grows_until_it_is_complete() {
    var sound = new UtteranceAudio();
    assertThat(sound.isComplete()).isFalse();

    sound.add(Mulaw.SILENT_FRAME);
    sound.complete();

    assertThat(sound.isComplete()).isTrue();
    assertThat(sound.slice(0, Mulaw.FRAME)).isEqualTo(Mulaw.SILENT_FRAME);
  }

  private static UtteranceAudio inPieces(Mulaw whole, Random random) {
    var sound = new UtteranceAudio();
    for (int at = 0; at < whole.length(); ) {
      int end = Math.min(whole.length(), at + random.nextInt(300));
      sound.add(whole.slice(at, end));
      at = end;
    }
    return sound;
  }
}
