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

/// Stands in for OpenAI Realtime in its GA shape, for Azure OpenAI, and with [#takesTurnsOnTop] for
/// xAI. Sound is mu-law both ways.
///
/// It finds the caller's turns by itself, understands them by the ears that it is given, and
/// answers by its [RealtimeStubModel]. It speaks in tones: see [ToneCodec].
public final class OpenAiRealtimeStub extends ProviderStub {
  private final String key;
  private final List<RealtimeStubSession> sessions = new CopyOnWriteArrayList<>();
  private volatile Function<Mulaw, String> ears = OpenAiRealtimeStub::tones;
  private volatile RealtimeStubModel stubModel = OpenAiRealtimeStub::echo;
  private volatile ToneSpeed pace = ToneSpeed.SPEECH;
  private volatile Duration delta = Duration.ofMillis(200);
  private volatile Duration between = Duration.ofMillis(20);
  private volatile Duration thinking = Duration.ofMillis(20);
  private volatile @Nullable Duration limit = Duration.ofMinutes(60);
  private volatile boolean turnsOnTop;

  /// @param key the one that it takes
  public OpenAiRealtimeStub(String key) {
    this.key = key;
  }

  /// How it understands a caller's turn; unless told, it reads tones.
  public void hearsBy(Function<Mulaw, String> ears) {
    this.ears = ears;
  }

  /// What it answers; unless told, it repeats what it heard, the instructions, or the outcomes.
  public void thinksBy(RealtimeStubModel stubModel) {
    this.stubModel = stubModel;
  }

  /// What it says to what it hears. It repeats instructions and outcomes of tools.
  public void repliesWith(Function<String, String> words) {
    thinksBy(
        asked ->
            asked.heard().isEmpty()
                ? echo(asked)
                : RealtimeStubModel.Reply.says(words.apply(asked.heard())));
  }

  /// How fast it speaks, as heard by the caller.
  public void speaks(ToneSpeed pace) {
    this.pace = pace;
  }

  /// How its sound is cut, and the time from one piece to the next; 200 ms every 20 ms unless said.
  public void deltas(Duration length, Duration between) {
    this.delta = length;
    this.between = between;
  }

  /// How long it thinks before it speaks.
  public void thinks(Duration time) {
    this.thinking = time;
  }

  /// How long its next sessions last, to the second; null to say nothing of it, and never end them.
  public void sessionsLast(@Nullable Duration limit) {
    this.limit = limit;
  }

  /// Wants `turn_detection` at the top of a session, as xAI does.
  public void takesTurnsOnTop() {
    turnsOnTop = true;
  }

  /// What clients have sent, but for sound, in order.
  public List<JsonNode> received() {
    return sessions.stream().flatMap(session -> session.received().stream()).toList();
  }

  /// What clients have sent of one type.
  public List<JsonNode> received(String type) {
    return received().stream().filter(event -> event.path("type").asText().equals(type)).toList();
  }

  /// What was sent in one session, but for sound.
  ///
  /// @param session 0 for the first
  public List<JsonNode> receivedBy(int session) {
    return sessions.get(session).received();
  }

  /// How many sessions there were.
  public int sessions() {
    return sessions.size();
  }

  /// The sound that one session was sent so far.
  public Mulaw heardBy(int session) {
    return sessions.get(session).heard();
  }

  /// The codes of all errors that were sent.
  public List<String> errors() {
    return sessions.stream().flatMap(session -> session.errors().stream()).toList();
  }

  /// Sends an error to all open sessions, as when a server is in trouble.
  public void complains(String type, String code) {
    sessions.forEach(session -> session.complain(type, code));
  }

  /// The next answer of each open session ends so, instead of well.
  ///
  /// @param status `failed` or `incomplete`
  /// @param code of a failed one's error; the reason of an incomplete one
  public void endsNextAnswer(String status, String type, String code) {
    sessions.forEach(session -> session.endNextAnswer(status, type, code));
  }

  /// Sends something as it is to all open sessions.
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
    return ears.apply(turn);
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
