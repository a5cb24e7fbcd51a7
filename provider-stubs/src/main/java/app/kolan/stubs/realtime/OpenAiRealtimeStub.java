package app.kolan.stubs.realtime;

import app.kolan.stubs.ProviderStub;
import app.kolan.stubs.StubSocket;
import app.kolan.stubs.sound.HeardText;
import app.kolan.stubs.sound.ToneCodec;
import app.kolan.stubs.sound.ToneSpeed;
import app.kolan.twilio.audio.Mulaw;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A stub of OpenAI Realtime in its GA protocol, of Azure OpenAI, and with [#takesTurnsOnTop] of
/// xAI. Audio is mu-law both ways.
///
/// It detects the caller's turns itself, transcribes them by a function that can be set, and
/// answers by its [RealtimeStubModel]. It speaks in tones: see [ToneCodec].
public final class OpenAiRealtimeStub extends ProviderStub {
  private final String key;
  private final List<RealtimeStubSession> sessions = new CopyOnWriteArrayList<>();
  private volatile Function<Mulaw, String> transcriber = OpenAiRealtimeStub::tones;
  private volatile RealtimeStubModel stubModel = OpenAiRealtimeStub::echo;
  private volatile ToneSpeed pace = ToneSpeed.SPEECH;
  private volatile Duration delta = Duration.ofMillis(200);
  private volatile Duration between = Duration.ofMillis(20);
  private volatile Duration thinking = Duration.ofMillis(20);
  private volatile @Nullable Duration limit = Duration.ofMinutes(60);
  private volatile boolean turnsOnTop;

  /// @param key the one that it accepts
  public OpenAiRealtimeStub(String key) {
    this.key = key;
  }

  /// Sets how it transcribes a caller's turn; by default it reads tones.
  public void hearsBy(Function<Mulaw, String> transcriber) {
    this.transcriber = transcriber;
  }

  /// Sets what it answers; by default it repeats what it heard, the instructions, or the tool
  /// results.
  public void thinksBy(RealtimeStubModel stubModel) {
    this.stubModel = stubModel;
  }

  /// Sets the answer to the caller's words. It repeats instructions and tool results.
  public void repliesWith(Function<String, String> words) {
    thinksBy(
        asked ->
            asked.heard().isEmpty()
                ? echo(asked)
                : RealtimeStubModel.Reply.says(words.apply(asked.heard())));
  }

  /// Sets how fast it speaks, as heard by the caller.
  public void speaks(ToneSpeed pace) {
    this.pace = pace;
  }

  /// Sets how its audio is divided, and the time from one piece to the next; 200 ms every 20 ms by
  /// default.
  public void deltas(Duration length, Duration between) {
    this.delta = length;
    this.between = between;
  }

  /// Sets the delay before it speaks.
  public void thinks(Duration time) {
    this.thinking = time;
  }

  /// Sets how long its next sessions last, to the second; null to report no expiry, and never end
  /// them.
  public void sessionsLast(@Nullable Duration limit) {
    this.limit = limit;
  }

  /// Requires `turn_detection` at the top of a session, as xAI does.
  public void takesTurnsOnTop() {
    turnsOnTop = true;
  }

  /// The events that clients have sent, without audio, in order.
  public List<JsonNode> received() {
    return sessions.stream().flatMap(session -> session.received().stream()).toList();
  }

  /// The events of one type that clients have sent.
  public List<JsonNode> received(String type) {
    return received().stream().filter(event -> event.path("type").asText().equals(type)).toList();
  }

  /// The events of one session, without audio.
  ///
  /// @param session 0 for the first
  public List<JsonNode> receivedBy(int session) {
    return sessions.get(session).received();
  }

  /// The number of sessions.
  public int sessions() {
    return sessions.size();
  }

  /// The audio that one session has received.
  public Mulaw heardBy(int session) {
    return sessions.get(session).heard();
  }

  /// The codes of all errors that were sent.
  public List<String> errors() {
    return sessions.stream().flatMap(session -> session.errors().stream()).toList();
  }

  /// Sends an error to all open sessions, as when a server fails.
  public void complains(String type, String code) {
    sessions.forEach(session -> session.complain(type, code));
  }

  /// Ends the next response of each open session with this status.
  ///
  /// @param status `failed` or `incomplete`
  /// @param code of a failed one's error; the reason of an incomplete one
  public void endsNextAnswer(String status, String type, String code) {
    sessions.forEach(session -> session.endNextAnswer(status, type, code));
  }

  /// Sends a text to all open sessions unchanged.
  public void says(String message) {
    sessions.forEach(session -> session.sayRaw(message));
  }

  @Override
  protected boolean talk(StubSocket talk) {
    if (!talk.handshake().path().endsWith("/v1/realtime")) {
      return false;
    }
    var session = new RealtimeStubSession(this, talk, sessions.size());
    sessions.add(session);
    session.begin();
    return true;
  }

  String key() {
    return key;
  }

  boolean turnsOnTop() {
    return turnsOnTop;
  }

  RealtimeStubModel.Reply answer(RealtimeStubModel.Asked asked) {
    return stubModel.answer(asked);
  }

  String understand(Mulaw turn) {
    return transcriber.apply(turn);
  }

  Mulaw sound(String words) {
    return ToneCodec.mulaw(words, pace);
  }

  Duration delta() {
    return delta;
  }

  Duration between() {
    return between;
  }

  Duration thinking() {
    return thinking;
  }

  @Nullable Duration limit() {
    return limit;
  }

  private static String tones(Mulaw turn) {
    return ToneCodec.read(turn).stream().map(HeardText::text).collect(Collectors.joining(" "));
  }

  private static RealtimeStubModel.Reply echo(RealtimeStubModel.Asked asked) {
    if (!asked.outcomes().isEmpty()) {
      return RealtimeStubModel.Reply.says(String.join(" ", asked.outcomes()));
    }
    return RealtimeStubModel.Reply.says(
        asked.instructions().isEmpty() ? asked.heard() : asked.instructions());
  }
}
