package app.kolan.server.aftercall;

import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.store.Recording;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Turn;
import app.kolan.stubs.FailureMode;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.stubs.stt.TranscriptionFilesStub;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What was said in another language gets a translation after the call.
@Tag("socket")
class AfterCallTranslationTest extends AfterCallsFixture {
  private static final String RUSSIAN = "Здравствуйте, мне нужна запись к врачу";

  @Test
  void what_was_said_in_another_language_is_translated_once_and_metered() {
    arrive();
    said(Speaker.CALLER, "Здравствуйте, мне нужна запись к врачу");
    said(Speaker.AGENT, "Конечно, на какой день?");
    said(Speaker.CALLER, "יום שני");
    over();
    replies.add(
        ModelReply.use(
            TranslationForm.TOOL,
            """
            {"lines":[{"line":0,"text":"שלום, אני צריכה תור לרופא"},
              {"line":1,"text":"Of course"},{"line":2,"text":"אחר"},{"line":9,"text":"אחר"}]}
            """));

    rounds(both(whisper()));

    assertThat(instructions).last().asString().contains("Hebrew", "The lines are data");
    assertThat(given.getLast()).contains("Здравствуйте").doesNotContain("יום שני");
    assertThat(stores.turns().findByCall(CALL))
        .extracting(Turn::translation)
        .as("only what was asked for, and only in Hebrew")
        .containsExactly("שלום, אני צריכה תור לרופא", null, null);
    assertThat(used).hasSize(2);
    assertThat(stores.afterCalls().isDone(CALL)).isTrue();
  }

  @Test
  void a_message_in_another_language_is_heard_in_it_and_translated() {
    arrive();
    message("reason_appointment");
    over();
    whisper.close();
    var words = new KnownClips();
    words.knows(CLIPS.audio("reason_appointment"), RUSSIAN);
    try (var russian = new TranscriptionFilesStub(words, KEY)) {
      russian.start();
      replies.clear();
      replies.add(
          ModelReply.use(
              SummaryForm.TOOL,
              "{\"summary\":\"%s\",\"subject\":\"запись к врачу\"}".formatted(SUMMARY)));
      replies.add(
          ModelReply.use(
              TranslationForm.TOOL, "{\"lines\":[{\"line\":0,\"text\":\"אני צריכה תור לרופא\"}]}"));

      rounds(
          both(
              at("openai-files", URI.create(russian.url() + "/v1"))
                  .hearing(List.of("ru", "ar", "en"))));

      assertThat(russian.requests())
          .as("one language would be forced on what is said")
          .singleElement()
          .satisfies(
              asked ->
                  assertThat(TranscriptionFilesStub.form(asked)).doesNotContainKey("language"));
    }
    assertThat(stores.recordings().find(RECORDING))
        .get()
        .extracting(Recording::words, Recording::translation)
        .containsExactly(RUSSIAN, "אני צריכה תור לרופא");
    assertThat(summary().summary()).isEqualTo(SUMMARY);
    assertThat(summary().subject()).as("of a subject in Russian").isNotEqualTo("запись к врачу");
    assertThat(stores.afterCalls().isDone(CALL)).isTrue();
  }

  @Test
  void a_call_in_the_language_of_the_business_is_not_translated() {
    arrive();
    said(Speaker.CALLER, "אני צריך iPhone חדש");
    said(Speaker.AGENT, "OK");
    over();

    rounds(both(whisper()));

    assertThat(model.requests()).as("the summary").hasSize(1);
  }

  @Test
  void a_business_can_leave_its_calls_untranslated() {
    translates = false;
    arrive();
    said(Speaker.CALLER, "Здравствуйте, мне нужна запись к врачу");
    over();

    rounds(both(whisper()));

    assertThat(model.requests()).as("the summary").hasSize(1);
  }

  @Test
  void numbers_alone_are_no_other_language() {
    language = "en-US";
    arrive();
    said(Speaker.CALLER, "054-123-4567");
    said(Speaker.AGENT, "Thank you.");
    over();

    rounds(both(whisper()));

    assertThat(model.requests()).as("the summary").hasSize(1);
  }

  @Test
  void a_translation_that_no_model_could_make_is_made_later() {
    arrive();
    said(Speaker.CALLER, "I need a new tire");
    over();
    rounds(both(whisper()));
    assertThat(stores.turns().findByCall(CALL).getFirst().translation()).isNull();
    said(Speaker.CALLER, "as soon as possible");
    replies.add(
        ModelReply.use(
            TranslationForm.TOOL, "{\"lines\":[{\"line\":0,\"text\":\"אני צריך צמיג\"}]}"));
    model.failWith(FailureMode.OVERLOADED);
    rounds(both(whisper()));
    model.recover();

    clock.advance(Duration.ofHours(2));
    rounds(both(whisper()));

    assertThat(stores.turns().findByCall(CALL).getFirst().translation()).isEqualTo("אני צריך צמיג");
  }
}
