package app.kolan.server.realtime.openai;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.server.provider.ApiKey;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.Patience;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.realtime.SpeechModels;
import app.kolan.server.realtime.SpeechPlan;
import app.kolan.server.realtime.SpeechTalk;
import app.kolan.server.realtime.TalkNotes;
import app.kolan.vendors.Ailment;
import app.kolan.vendors.realtime.Brain;
import app.kolan.vendors.realtime.StandInOpenAiRealtime;
import app.kolan.vendors.sound.Pace;
import app.kolan.vendors.sound.TonedText;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class SessionRenewalTest {
  private static final String KEY = "sk-renewal-1";
  private static final Duration NEVER = Duration.ofHours(2);

  private final StandInOpenAiRealtime vendor = new StandInOpenAiRealtime(KEY);
  private final ProviderHttp http = new ProviderHttp();
  private final TalkNotes notes = new TalkNotes();

  @BeforeEach
  void open() {
    vendor.speaks(Pace.QUICK);
    vendor.start();
  }

  @AfterEach
  void close() {
    http.close();
    vendor.close();
  }

  @Test
  void a_new_session_takes_over_and_knows_what_was_said() throws Exception {
    SpeechTalk talk = talk(Duration.ofMillis(1500));
    notes.await("ready");
    say(talk, "one");
    notes.await("reply ended");
    notes.await("caller said");
    awaitSecond();
    say(talk, "two");

    assertThat(notes.said(notes.await("utterance ended"))).isEqualTo("two");
    assertThat(vendor.receivedBy(1))
        .filteredOn(event -> event.path("type").asText().equals("conversation.item.create"))
        .extracting(
            event ->
                event.at("/item/role").asText() + " " + event.at("/item/content/0/text").asText())
        .containsExactly("user one", "assistant one");
    assertThat(notes.all()).containsOnlyOnce("ready");
    assertThat(vendor.errors()).isEmpty();
    talk.close();
  }

  @Test
  void an_answer_is_not_cut_by_the_change() throws Exception {
    vendor.deltas(Duration.ofMillis(100), Duration.ofMillis(50));
    SpeechTalk talk = talk(Duration.ofMillis(50));
    say(talk, "a sentence that takes its time");
    String utterance = notes.await("utterance ended");

    assertThat(notes.said(utterance)).isEqualTo("a sentence that takes its time");
    awaitSecond();
    talk.close();
  }

  @Test
  void a_turn_that_is_on_is_heard_to_its_end_by_the_old_session() throws Exception {
    SpeechTalk talk = talk(Duration.ofMillis(300));
    notes.await("ready");
    Mulaw said = TonedText.mulaw("half and half", Pace.QUICK).paddedToFrames();
    int half = said.length() / 2 / Mulaw.FRAME * Mulaw.FRAME;
    hear(talk, said.slice(0, half));
    notes.await("caller began");
    awaitTrue(() -> vendor.sessions() == 2);
    TalkNotes.say(talk, said.slice(half, said.length()));

    assertThat(notes.said(notes.await("utterance ended"))).isEqualTo("half and half");
    awaitSecond();
    assertThat(TonedText.read(vendor.heardBy(1))).isEmpty();
    talk.close();
  }

  @Test
  void a_caller_who_begins_just_before_the_change_is_heard_from_the_beginning() throws Exception {
    SpeechTalk talk = talk(Duration.ofMillis(400));
    notes.await("ready");
    awaitTrue(() -> vendor.sessions() == 2);
    Mulaw said = TonedText.mulaw("from the beginning", Pace.QUICK).paddedToFrames();
    int shorterThanTheOldSessionNotices = 2 * Mulaw.FRAME;
    hear(talk, said.slice(0, shorterThanTheOldSessionNotices));
    awaitSecond();
    TalkNotes.say(talk, said.slice(shorterThanTheOldSessionNotices, said.length()));

    assertThat(notes.said(notes.await("utterance ended"))).isEqualTo("from the beginning");
    talk.close();
  }

  @Test
  void a_session_is_replaced_before_the_server_ends_it() throws Exception {
    vendor.sessionsLast(Duration.ofSeconds(4));
    SpeechTalk talk = talk(NEVER);
    notes.await("ready");
    awaitSecond();
    say(talk, "still there");

    assertThat(notes.said(notes.await("utterance ended"))).isEqualTo("still there");
    talk.close();
  }

  @Test
  void a_session_that_ends_in_the_middle_of_something_is_replaced_at_once() throws Exception {
    vendor.sessionsLast(Duration.ofSeconds(2));
    vendor.thinksBy(
        asked ->
            asked.outcomes().isEmpty()
                ? Brain.Reply.uses(new Brain.Use("look_up", "{}"))
                : Brain.Reply.says(asked.outcomes().getFirst()));
    SpeechTalk talk = talk(Duration.ofMillis(600));
    say(talk, "who am I");
    notes.await("use");
    awaitSecond();
    talk.used(notes.uses().getFirst().id(), "Dana");

    assertThat(notes.said(notes.await("utterance ended"))).isEqualTo("Dana");
    assertThat(vendor.errors()).containsExactly("session_expired");
    talk.close();
  }

  @Test
  void a_new_session_that_cannot_be_had_leaves_the_old_one_alone() throws Exception {
    SpeechTalk talk = talk(Duration.ofMillis(200));
    notes.await("ready");
    vendor.fallIll(Ailment.OVERLOADED);
    awaitTrue(() -> vendor.requests().size() == 2);
    say(talk, "hello");

    assertThat(notes.said(notes.await("utterance ended"))).isEqualTo("hello");
    talk.close();
  }

  @Test
  void a_session_that_ends_without_another_one_fails_as_over() throws Exception {
    vendor.sessionsLast(Duration.ofSeconds(1));
    SpeechTalk talk = talk(NEVER);
    notes.await("ready");
    vendor.fallIll(Ailment.OVERLOADED);

    assertThat(notes.awaitFailure().kind()).isEqualTo(FailureKind.SESSION_OVER);
    talk.close();
  }

  /// The second session is there, and the first is closed.
  private void awaitSecond() {
    awaitTrue(() -> vendor.sessions() >= 2 && vendor.openSockets() == 1);
  }

  private SpeechTalk talk(Duration age) {
    var settings =
        new ProviderSettings(
            "openai-realtime",
            URI.create(vendor.socketUrl() + "/v1"),
            new ApiKey(KEY),
            "gpt-realtime-2.1",
            "marin",
            "he-IL",
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5)));
    SessionTerms terms = SpeechModels.terms("openai-realtime").rollingOverAfter(age);
    return SpeechModels.open(settings, terms, http)
        .open(new SpeechPlan("Speak Hebrew.", List.of(), List.of()), notes);
  }

  private static void say(SpeechTalk talk, String words) {
    TalkNotes.say(talk, TonedText.mulaw(words, Pace.QUICK));
  }

  private static void hear(SpeechTalk talk, Mulaw sound) {
    for (int at = 0; at < sound.length(); at += Mulaw.FRAME) {
      talk.hear(sound.slice(at, at + Mulaw.FRAME));
    }
  }

  private static void awaitTrue(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(6);
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
