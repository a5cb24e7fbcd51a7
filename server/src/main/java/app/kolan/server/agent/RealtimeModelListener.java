package app.kolan.server.agent;

import app.kolan.server.media.playout.Utterance;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.realtime.RealtimeListener;
import app.kolan.server.session.AgentEvents;
import app.kolan.server.session.Session;
import app.kolan.server.telemetry.TurnStage;
import app.kolan.server.telemetry.TurnStages;
import app.kolan.server.tool.ToolCall;
import app.kolan.twilio.audio.Mulaw;
import org.jspecify.annotations.Nullable;

/// Plays what a realtime model says, and posts what else it reports to the thread of the call.
///
/// Used by the model's thread, except [#failure].
final class RealtimeModelListener implements RealtimeListener {
  /// The job of a realtime model in the stages of a turn.
  static final String JOB = "realtime";

  private final Session session;
  private final AgentEvents<RealtimeModelEvent> events;
  private final TurnReports turns;
  private @Nullable RealtimeUtterance speaking;
  private volatile String provider;
  private volatile @Nullable ProviderFailure failure;

  /// @param provider the first model's
  RealtimeModelListener(
      Session session, AgentEvents<RealtimeModelEvent> events, TurnReports turns, String provider) {
    this.session = session;
    this.events = events;
    this.turns = turns;
    this.provider = provider;
  }

  /// Why no model is left; null while there is one. From any thread.
  @Nullable ProviderFailure failure() {
    return failure;
  }

  @Override
  public void asked(String next) {
    provider = next;
  }

  @Override
  public void replaced(ProviderFailure why) {
    TurnStages stages = turns.current();
    stages.asked(JOB, why.provider());
    stages.failed(JOB, why);
    endUtterance();
    events.post(new RealtimeModelEvent.Replaced());
  }

  @Override
  public void ready() {}

  @Override
  public void callerBegan() {}

  @Override
  public void callerEnded() {
    turns.current().reached(TurnStage.SPEECH_ENDED);
  }

  @Override
  public void callerSaid(String words) {
    events.post(new RealtimeModelEvent.CallerSaid(words));
  }

  @Override
  public void audio(String id, Mulaw sound) {
    RealtimeUtterance current = utterance(id);
    Utterance playing = current.utterance();
    if (playing.made().isZero()) {
      current.stages().asked(JOB, provider);
      current.stages().reached(TurnStage.FIRST_SOUND);
      events.post(new RealtimeModelEvent.FirstAudio());
    }
    playing.add(sound);
  }

  @Override
  public void words(String id, String words) {
    utterance(id).addWords(words);
  }

  @Override
  public void utteranceEnded(String id) {
    utterance(id).utterance().end();
  }

  @Override
  public void use(ToolCall call) {
    events.post(new RealtimeModelEvent.UseTool(call));
  }

  @Override
  public void replyEnded() {
    endUtterance();
    events.post(new RealtimeModelEvent.ReplyEnded());
  }

  @Override
  public void failed(ProviderFailure why) {
    failure = why;
    endUtterance();
    events.post(new RealtimeModelEvent.Failed(why));
  }

  /// An utterance that stays open would hold up all that is said after it.
  private void endUtterance() {
    RealtimeUtterance open = speaking;
    if (open != null) {
      open.utterance().end();
      speaking = null;
    }
  }

  /// The utterance with this identifier; begun when it is new.
  private RealtimeUtterance utterance(String id) {
    RealtimeUtterance open = speaking;
    if (open != null && open.id().equals(id)) {
      return open;
    }
    endUtterance();
    TurnStages turn = turns.current();
    Utterance begun = session.begin(new PlayoutStages(turn));
    RealtimeUtterance utterance = RealtimeUtterance.ofModel(id, begun, turn);
    speaking = utterance;
    events.post(new RealtimeModelEvent.Speaking(utterance));
    return utterance;
  }
}
