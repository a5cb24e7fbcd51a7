package app.kolan.server.session;

import app.kolan.server.media.playout.Line;
import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.media.playout.PlayoutBuffer;
import app.kolan.server.media.playout.Utterance;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.media.turns.SpeechSegment;
import app.kolan.server.media.turns.SpeechSegmenter;
import app.kolan.server.media.turns.TurnTaking.Decision;
import app.kolan.server.media.turns.TurnTiming;
import app.kolan.server.stt.TranscriptionSession;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One live call on the line's thread: frames go to segmentation, marks to playout, and events into
/// the mailbox.
///
/// Everything here runs on the line's thread and never blocks. A barge-in takes effect right here,
/// in the frame that decides it, without waiting for another thread.
public final class LiveCall implements StreamReceiver {
  private static final long NEVER = Long.MAX_VALUE;

  /// What the agent says next in the same turn begins sooner.
  private static final int PAUSE_FRAMES = 15;

  private final ListenedLine line;
  private final SpeechSegmenter segmenter;
  private final PlayoutBuffer playout;
  private final Mailbox mailbox = new Mailbox();
  private final CallControl control = new CallControl(this);
  private final Consumer<Mulaw> frames = this::hear;
  private long timer;
  private long silenceAt = NEVER;
  private long quietAlarm;
  private long quietBound = NEVER;
  private long quiet;

  /// The caller's clock for other threads; written by the line's.
  private volatile long framesHeard;

  private final AtomicLong utterances = new AtomicLong();
  private long turns;
  private Runnable whenTurnEnds = () -> {};
  private boolean awaitsCaller;
  private @Nullable Runnable betweenTurns;
  private @Nullable TranscriptionSession recognition;
  private @Nullable Utterance utterance;
  private final Deque<Utterance> afterwards = new ArrayDeque<>();

  public LiveCall(Line line, InputAudioConfig inputAudio) {
    this.line = new ListenedLine(line);
    this.segmenter = inputAudio.segmenter(StreamEvent.Track.INBOUND);
    this.playout = new PlayoutBuffer(this.line);
  }

  @Override
  public void hear(StreamEvent event) {
    switch (event) {
      case StreamEvent.Media media -> {
        if (media.track() == StreamEvent.Track.INBOUND) {
          segmenter.cut(media.audio(), media.timestamp(), frames);
        }
      }
      case StreamEvent.Dtmf(_, var digit) -> keyPressed(digit);
      case StreamEvent.MarkReached(_, var name) -> said(playout.markReached(name));
      case StreamEvent.Stopped _ -> end(LineEnded.How.STOPPED);
      case StreamEvent.Connected _, StreamEvent.Started _, StreamEvent.Unknown _ -> {}
    }
  }

  /// What the caller was saying when the line went is kept.
  @Override
  public void end(LineEnded.How how) {
    segmenter.cutOff().ifPresent(this::spoke);
    utteranceOver();
    afterwards.forEach(Utterance::over);
    mailbox.close(how);
    AudioListener listener = line.listener();
    if (listener != null) {
      line.heardBy(null);
      listener.over();
    }
  }

  @Override
  public void betweenTurns(Runnable action) {
    betweenTurns = action;
  }

  @Override
  public void leave() {
    mailbox.leave();
  }

  @Override
  public void awaitQuiet() {
    mailbox.awaitQuiet();
  }

  /// Keeps the turns that stand in the mailbox when the conversation has come to its end: a
  /// conversation that was late has not read them. On the thread of the call.
  public void keepUnread(TranscriptWriter notes) {
    for (SessionEvent event : mailbox.takeAll()) {
      if (event instanceof SessionEvent.Spoke(_, var speech)) {
        notes.callerSaid("", speech);
      }
    }
  }

  /// How much of the call has passed on the caller's clock. From any thread.
  Duration elapsed() {
    return Mulaw.FRAME_LENGTH.multipliedBy(framesHeard);
  }

  Mailbox mailbox() {
    return mailbox;
  }

  /// What people of the business can do with it.
  public CallControl control() {
    return control;
  }

  /// From now on somebody hears both sides; null for nobody. From any thread.
  void heardBy(@Nullable AudioListener by) {
    line.run(() -> line.heardBy(by));
  }

  /// Stops what is being said, and tells the conversation. From any thread.
  void direct(CallDirection direction) {
    line.run(
        () -> {
          giveUp();
          tell(new SessionEvent.Directed(direction));
        });
  }

  /// Says some sounds in one breath, after what is being said. From any thread.
  ///
  /// @return the utterance's number
  Utterance say(List<Mulaw> sounds) {
    Utterance utterance = begin(Utterance.Steps.UNSEEN);
    sounds.forEach(utterance::add);
    utterance.end();
    return utterance;
  }

  /// Begins an utterance whose sound is still to be made. What is being said is said to its end
  /// before. From any thread.
  Utterance begin(Utterance.Steps steps) {
    var begun = new Utterance(utterances.incrementAndGet(), this::grow, steps);
    line.run(
        () -> {
          if (playout.isUnderWay()) {
            afterwards.addLast(begun);
          } else {
            sayNow(begun);
          }
        });
    return begun;
  }

  /// The sound of an utterance grows. From any thread.
  void grow(Utterance which, Runnable growth) {
    line.run(
        () -> {
          growth.run();
          said(playout.grown(which.sound()));
        });
  }

  /// From now on the caller's audio also goes to speech-to-text; null for none. May be called from
  /// any thread.
  void transcribe(@Nullable TranscriptionSession by) {
    line.run(() -> recognition = by);
  }

  /// Does something whenever a turn of the caller's ends, on the line's thread. From any thread.
  public void watchTurns(Runnable whenOneEnds) {
    line.run(() -> whenTurnEnds = whenOneEnds);
  }

  /// Tells the conversation something that no frame has brought. From any thread.
  void note(SessionEvent event) {
    line.run(() -> tell(event));
  }

  /// Asks for a [SessionEvent.Quiet] with this number as soon as nobody has spoken for so long,
  /// however much of it is over already. From any thread.
  void watchQuiet(long number, Duration bound) {
    line.run(
        () -> {
          quietAlarm = number;
          quietBound = TurnTiming.frames(bound);
        });
  }

  /// Asks for a [SessionEvent.Silence] with this number once the caller was silent for so long.
  /// From any thread.
  void watchSilence(long number, Duration bound) {
    line.run(
        () -> {
          timer = number;
          silenceAt = segmenter.frames() + TurnTiming.frames(bound);
        });
  }

  /// Whether the caller is asked for digits, which come with longer pauses. From any thread.
  void expectDigits(boolean expected) {
    line.run(() -> segmenter.turns().dictating(expected));
  }

  /// An interim transcript of the current turn. May be called from any thread.
  public void understood(String text) {
    line.run(() -> segmenter.turns().words(text));
  }

  /// Speech-to-text has detected the end of the caller's sentence. May be called from any thread.
  public void sentenceOver() {
    line.run(segmenter.turns()::endpoint);
  }

  private void hear(Mulaw frame) {
    Set<Decision> decisions = segmenter.hear(frame, playout.isTalking());
    if (recognition != null) {
      recognition.hear(frame);
    }
    if (!decisions.isEmpty()) {
      carryOut(decisions);
    }
    framesHeard = segmenter.frames();
    AudioListener listener = line.listener();
    if (listener != null) {
      listener.caller(frame);
    }
    said(playout.frame());
    watchSilence();
    watchQuiet();
    watchPause();
  }

  private void carryOut(Set<Decision> decisions) {
    for (Decision decision : decisions) {
      switch (decision) {
        case BARGED_IN -> playout.pause();
        case BEGAN -> began();
        case MEANT -> giveUp();
        case LIKELY_ENDED -> tell(new SessionEvent.LikelyEnded(segmenter.turns().words()));
        case ENDED -> spoke(segmenter.takeTurn());
        case RESUMED -> playout.resume();
      }
    }
  }

  private void keyPressed(char digit) {
    awaitsCaller = false;
    segmenter.turns().keyPressed();
    giveUp();
    tell(new SessionEvent.Key(digit, segmenter.elapsed()));
  }

  /// Who speaks while our answer is still being made has more to say first.
  private void began() {
    if (playout.isUnderWay() && !playout.isTalking() && !playout.isPaused()) {
      giveUp();
    }
    tell(new SessionEvent.SpeechBegan(segmenter.elapsed()));
  }

  private void spoke(SpeechSegment speech) {
    awaitsCaller = false;
    turns++;
    whenTurnEnds.run();
    if (recognition != null) {
      recognition.turnEnded(turns, speech.audio(), speech.silence());
    }
    tell(new SessionEvent.Spoke(turns, speech));
  }

  private void giveUp() {
    if (playout.isUnderWay()) {
      Duration heard = playout.cutOff();
      long last = afterwards.isEmpty() ? numberOf(utterance) : afterwards.getLast().number();
      utteranceOver();
      afterwards.forEach(Utterance::over);
      afterwards.clear();
      tell(new SessionEvent.CutOff(last, segmenter.elapsed(), heard));
    }
  }

  private void said(@Nullable Duration heard) {
    if (heard == null) {
      return;
    }
    Utterance next = afterwards.pollFirst();
    if (next != null) {
      sayNow(next);
    } else {
      long last = numberOf(utterance);
      utteranceOver();
      awaitsCaller = true;
      tell(new SessionEvent.Said(last, segmenter.elapsed(), heard));
    }
  }

  private void sayNow(Utterance next) {
    utteranceOver();
    utterance = next;
    playout.begin(next.sound(), next);
    said(playout.grown(next.sound()));
  }

  private static long numberOf(@Nullable Utterance one) {
    return one == null ? 0 : one.number();
  }

  private void utteranceOver() {
    Utterance over = utterance;
    if (over != null) {
      over.over();
      utterance = null;
    }
  }

  private void watchQuiet() {
    boolean nobodySpeaks = !playout.isTalking() && segmenter.turns().framesOfSilence() > 0;
    quiet = nobodySpeaks ? quiet + 1 : 0;
    if (quiet >= quietBound) {
      quietBound = NEVER;
      tell(new SessionEvent.Quiet(quietAlarm, segmenter.elapsed()));
    }
  }

  private void watchPause() {
    Runnable action = betweenTurns;
    if (action != null && isBetweenTurns()) {
      betweenTurns = null;
      action.run();
    }
  }

  private boolean isBetweenTurns() {
    return awaitsCaller
        && quiet >= PAUSE_FRAMES
        && !segmenter.turns().isSpeaking()
        && !playout.isUnderWay();
  }

  private void watchSilence() {
    if (silenceAt == NEVER) {
      return;
    }
    if (segmenter.turns().isSpeaking()) {
      silenceAt = NEVER;
    } else if (segmenter.frames() >= silenceAt) {
      silenceAt = NEVER;
      tell(new SessionEvent.Silence(timer, segmenter.elapsed()));
    }
  }

  private void tell(SessionEvent event) {
    if (!mailbox.put(event)) {
      mailbox.close(LineEnded.How.CLOSED_BY_US);
      line.close(Line.Closing.FAULT);
    }
  }
}
