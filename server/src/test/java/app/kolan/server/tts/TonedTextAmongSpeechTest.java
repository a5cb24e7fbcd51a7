package app.kolan.server.tts;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.stubs.sound.HeardText;
import app.kolan.stubs.sound.ToneCodec;
import app.kolan.twilio.audio.Mulaw;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TonedTextAmongSpeechTest {
  private static final List<String> PROMPTS =
      List.of(
          "greeting_he",
          "ask_name_he",
          "offer_own_number_he",
          "sorry_he",
          "thanks_goodbye_he",
          "digit_3_he",
          "voicemail_he",
          "one_moment_he");

  @Test
  void speech_is_no_text_in_tones() throws Exception {
    for (String prompt : PROMPTS) {
      assertThat(ToneCodec.read(prompt(prompt))).as(prompt).isEmpty();
    }
  }

  @Test
  void texts_are_found_between_prompts() throws Exception {
    var sound = new ArrayList<Mulaw>();
    for (String prompt : PROMPTS) {
      sound.add(prompt(prompt));
      sound.add(ToneCodec.mulaw(prompt));
    }

    assertThat(ToneCodec.read(Mulaw.join(sound)))
        .allMatch(HeardText::whole)
        .extracting(HeardText::text)
        .containsExactlyElementsOf(PROMPTS);
  }

  private static Mulaw prompt(String name) throws IOException {
    String resource = "/prompts/he/" + name + ".ulaw";
    try (InputStream in = TonedTextAmongSpeechTest.class.getResourceAsStream(resource)) {
      return Mulaw.of(Objects.requireNonNull(in).readAllBytes());
    }
  }
}
