package app.kolan.server.realtime.openai;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.realtime.RealtimeConversation;
import app.kolan.server.realtime.RealtimeModels;
import app.kolan.server.realtime.RealtimeOptions;
import app.kolan.server.realtime.RealtimeRecorder;
import app.kolan.server.session.CallScope;
import app.kolan.server.settings.Secret;
import app.kolan.stubs.FailureMode;
import app.kolan.stubs.realtime.OpenAiRealtimeStub;
import app.kolan.stubs.realtime.RealtimeStubModel;
import app.kolan.stubs.sound.ToneCodec;
import app.kolan.stubs.sound.ToneSpeed;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.webhook.CallSid;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.slf4j.LoggerFactory;

@Tag("socket")
@Execution(ExecutionMode.CONCURRENT)
class RenewedSessionTest {
  private static final String KEY = "sk-renewal-1";
  private static final Duration NEVER = Duration.ofHours(2);

  private final OpenAiRealtimeStub stub = new OpenAiRealtimeStub(KEY);
  private final ProviderHttp http = new ProviderHttp();
  private final RealtimeRecorder notes = new RealtimeRecorder();

  @BeforeEach
  void open() {
    stub.speaks(ToneSpeed.QUICK);
    stub.start();
  }

  @AfterEach
  void close() {
    http.close();
    stub.close();
  }

  @Test
  void a_new_session_takes_over_and_knows_what_was_said() throws Exception {
    RealtimeConversation talk = talk(Duration.ofMillis(1500));
    notes.await("ready");
    say(talk, "one");
    notes.await("utterance ended");
    awaitTrue(() -> notes.all().containsAll(List.of("caller said one", "reply ended")));
    awaitSecond();
    say(talk, "two");

    assertThat(notes.said(notes.await("utterance ended"))).isEqualTo("two");
    assertThat(stub.receivedBy(1))
        .filteredOn(event -> event.path("type").asText().equals("conversation.item.create"))
        .extracting(
            event ->
                event.at("/item/role").asText() + " " + event.at("/item/content/0/text").asText())
        .containsExactly("user one", "assistant one");
    assertThat(notes.all()).containsOnlyOnce("ready");
    assertThat(stub.errors()).isEmpty();
    talk.close();
  }

  @Test
  void what_it_logs_names_the_call_that_it_was_opened_for() throws Exception {
    var call = new CallSid("CA00000000000000000000000000000042");
    var logger = (Logger) LoggerFactory.getLogger(SessionRenewal.class);
    var log = new ListAppender<ILoggingEvent>();
    log.start();
    logger.addAppender(log);
    var talk = new ArrayList<RealtimeConversation>();

    CallScope.within(call, () -> talk.add(talk(Duration.ofMillis(50))));
    awaitTrue(() -> linesOf(call, log).contains("a realtime session was replaced"));

    logger.detachAppender(log);
    talk.getFirst().close();
  }

  private static List<String> linesOf(CallSid call, ListAppender<ILoggingEvent> log) {
    return List.copyOf(log.list).stream()
        .filter(line -> call.value().equals(line.getMDCPropertyMap().get("call")))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Test
  void an_answer_is_not_cut_by_the_change() throws Exception {
    stub.deltas(Duration.ofMillis(100), Duration.ofMillis(50));
    RealtimeConversation talk = talk(Duration.ofMillis(50));
    say(talk, "a sentence that takes its time");
    String utterance = notes.await("utterance ended");

    assertThat(notes.said(utterance)).isEqualTo("a sentence that takes its time");
    awaitSecond();
    talk.close();
  }

  @Test
  void a_turn_that_is_on_is_heard_to_its_end_by_the_old_session() throws Exception {
    RealtimeConversation talk = talk(Duration.ofMillis(300));
    notes.await("ready");
    Mulaw said = ToneCodec.mulaw("half and half", ToneSpeed.QUICK).paddedToFrames();
    int half = said.length() / 2 / Mulaw.FRAME * Mulaw.FRAME;
    hear(talk, said.slice(0, half));
    notes.await("caller began");
    awaitTrue(() -> stub.sessions() == 2);
    RealtimeRecorder.say(talk, said.slice(half, said.length()));

    assertThat(notes.said(notes.await("utterance ended"))).isEqualTo("half and half");
    awaitSecond();
    assertThat(ToneCodec.read(stub.heardBy(1))).isEmpty();
    talk.close();
  }

  @Test
  void a_caller_who_begins_just_before_the_change_is_heard_from_the_beginning() throws Exception {
    RealtimeConversation talk = talk(Duration.ofMillis(400));
    notes.await("ready");
    awaitTrue(() -> stub.sessions() == 2);
    Mulaw said = ToneCodec.mulaw("from the beginning", ToneSpeed.QUICK).paddedToFrames();
    int shorterThanTheOldSessionNotices = 2 * Mulaw.FRAME;
    hear(talk, said.slice(0, shorterThanTheOldSessionNotices));
    awaitSecond();
    RealtimeRecorder.say(talk, said.slice(shorterThanTheOldSessionNotices, said.length()));

    assertThat(notes.said(notes.await("utterance ended"))).isEqualTo("from the beginning");
    talk.close();
  }

  @Test
  void a_session_is_replaced_before_the_server_ends_it() throws Exception {
    stub.sessionsLast(Duration.ofSeconds(16));
    RealtimeConversation talk = talk(NEVER);
    notes.await("ready");
    awaitSecond();
    say(talk, "still there");

    assertThat(notes.said(notes.await("utterance ended"))).isEqualTo("still there");
    talk.close();
  }

  @Test
  void a_session_that_ends_in_the_middle_of_something_is_replaced_at_once() throws Exception {
    stub.sessionsLast(Duration.ofSeconds(4));
    stub.thinksBy(
        asked ->
            asked.outcomes().isEmpty()
                ? RealtimeStubModel.Reply.uses(new RealtimeStubModel.Use("look_up", "{}"))
                : RealtimeStubModel.Reply.says(asked.outcomes().getFirst()));
    RealtimeConversation talk = talk(Duration.ofMillis(600));
    say(talk, "who am I");
    notes.await("use");
    awaitSecond();
    talk.used(notes.uses().getFirst().id(), "Dana");

    assertThat(notes.said(notes.await("utterance ended"))).isEqualTo("Dana");
    assertThat(stub.errors()).containsExactly("session_expired");
    talk.close();
  }

  @Test
  void a_new_session_that_cannot_be_had_leaves_the_old_one_alone() throws Exception {
    RealtimeConversation talk = talk(Duration.ofMillis(200));
    notes.await("ready");
    stub.failWith(FailureMode.OVERLOADED);
    awaitTrue(() -> stub.requests().size() == 2);
    say(talk, "hello");

    assertThat(notes.said(notes.await("utterance ended"))).isEqualTo("hello");
    talk.close();
  }

  @Test
  void a_session_that_ends_without_another_one_fails_as_over() throws Exception {
    stub.sessionsLast(Duration.ofSeconds(1));
    RealtimeConversation talk = talk(NEVER);
    notes.await("ready");
    stub.failWith(FailureMode.OVERLOADED);

    assertThat(notes.awaitFailure().kind()).isEqualTo(FailureKind.SESSION_OVER);
    talk.close();
  }

  /// Waits until the second session is live, and the first is closed.
  private void awaitSecond() {
    awaitTrue(() -> stub.sessions() >= 2 && stub.openSockets() == 1);
  }

  private RealtimeConversation talk(Duration age) {
    var settings =
        new ProviderSettings(
            "openai-realtime",
            URI.create(stub.socketUrl() + "/v1"),
            new Secret(KEY),
            "gpt-realtime-2.1",
            "marin",
            "he-IL",
            new ProviderTimeouts(
                Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5)));
    SessionOptions terms = RealtimeModels.terms("openai-realtime").rollingOverAfter(age);
    return RealtimeModels.open(settings, terms, http)
        .open(new RealtimeOptions("Speak Hebrew.", List.of(), List.of()), notes);
  }

  private static void say(RealtimeConversation talk, String words) {
    RealtimeRecorder.say(talk, ToneCodec.mulaw(words, ToneSpeed.QUICK));
  }

  private static void hear(RealtimeConversation talk, Mulaw sound) {
    for (int at = 0; at < sound.length(); at += Mulaw.FRAME) {
      talk.hear(sound.slice(at, at + Mulaw.FRAME));
    }
  }

  private static void awaitTrue(BooleanSupplier condition) {
    Await.until("what the provider or the talk comes to", condition);
  }
}
