package app.kolan.server.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.Greeting;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.stories.Story;
import app.kolan.twilio.twiml.TwimlWriter;
import app.kolan.twilio.webhook.PhoneNumber;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CallDocumentsTest {
  private static final PublicUrl BASE = new PublicUrl("https", "phone.example.com", "");

  @Test
  void without_a_greeting_of_its_own_the_shipped_one_is_played() {
    assertThat(TwimlWriter.write(documents(null).voicemail()))
        .contains("<Play>https://phone.example.com/static/tts/greeting_he.mp3</Play>")
        .doesNotContain("<Say");
  }

  @Test
  void who_leaves_no_message_after_a_fault_is_connected_to_a_human() {
    var documents = documents(null);

    assertThat(TwimlWriter.write(documents.broken(new PhoneNumber("+972502345678"))))
        .containsSubsequence("stream_broken_he", "<Record", "<Dial", "+972502345678")
        .contains("/webhook/dial_ended");
    assertThat(TwimlWriter.write(documents.broken(null)))
        .containsSubsequence("stream_broken_he", "<Record", "<Hangup")
        .doesNotContain("<Dial");
  }

  @Test
  void only_the_sentence_that_announces_a_beep_is_followed_by_one() {
    var documents = documents(null);

    assertThat(TwimlWriter.write(documents.broken(null))).contains("playBeep=\"true\"");
    assertThat(TwimlWriter.write(documents.voicemail())).contains("playBeep=\"false\"");
    assertThat(TwimlWriter.write(documents.allLinesBusy())).contains("playBeep=\"false\"");
  }

  @Test
  void who_could_not_be_handed_over_is_asked_for_a_message_and_dialled_for_no_more() {
    assertThat(TwimlWriter.write(documents(null).transferFailed()))
        .containsSubsequence("transfer_failed_he", "voicemail_he", "<Record", "<Hangup")
        .doesNotContain("<Dial");
  }

  @Test
  void a_greeting_of_its_own_names_a_voice_that_knows_its_language() {
    var greeting = new Greeting("שלום, כאן \"אור & בניו\".", "Google.he-IL-Wavenet-A", "he-IL");

    assertThat(TwimlWriter.write(documents(greeting).voicemail()))
        .contains("voice=\"Google.he-IL-Wavenet-A\"")
        .contains("language=\"he-IL\"")
        .contains("אור &amp; בניו")
        .doesNotContain("greeting_he");
  }

  private static CallDocuments documents(@Nullable Greeting greeting) {
    return new CallDocuments(
        BASE, Story.PROMPTS, Story.PROMPTS.fixedName(Prompt.GREETING), greeting);
  }
}
