package app.kolan.server.call;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.carrier.stream.StreamEvent;
import app.kolan.server.call.TurnTaking.Decision;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One live call as the line's thread sees it: frames go to the ear, marks to the mouth, and what
/// has come of them into the mailbox.
///
/// Everything here runs on the line's thread and never blocks. A barge-in is carried out right
/// here, in the frame that decides it, so that it waits for nobody.
public final class LiveCall implements StreamEnd {
  private static final long NEVER = Long.MAX_VALUE;

  private final Line line;
  private final Ear ear;
  private final Mouth mouth;
  private final Mailbox mailbox = new Mailbox();
  private final Consumer<Mulaw> frames = this::hear;
  private long alarm;
  private long silenceAt = NEVER;

  public LiveCall(Line line, Hearing hearing) {
    this.line = line;
    this.ear = hearing.ear(StreamEvent.Track.INBOUND);
    this.mouth = new Mouth(line);
  }

  @Override
  public void hear(StreamEvent event) {
    switch (event) {
      case StreamEvent.Media media -> {
        if (media.track() == StreamEvent.Track.INBOUND) {
          ear.cut(media.audio(), media.timestamp(), frames);
        }
      }
      case StreamEvent.Dtmf(_, var digit) -> keyPressed(digit);
      case StreamEvent.MarkReached(_, var name) -> said(mouth.markReached(name));
      case StreamEvent.Stopped _ -> end(LineEnded.How.STOPPED);
      case StreamEvent.Connected _, StreamEvent.Started _, StreamEvent.Unknown _ -> {}
    }
  }

  /// What the caller was saying when the line went is kept.
  @Override
  public void end(LineEnded.How how) {
    ear.cutOff().ifPresent(speech -> tell(new CallEvent.Spoke(speech)));
    mailbox.close(how);
  }

  @Override
  public void leave() {
    mailbox.leave();
  }

  @Override
  public void awaitQuiet() {
    mailbox.awaitQuiet();
  }

  Mailbox mailbox() {
    return mailbox;
  }

  /// Begins an utterance. From any thread.
  void say(Mulaw utterance) {
    line.run(() -> mouth.say(utterance));
  }

  /// Asks for a [CallEvent.Silence] with this number once the caller was silent for so long. From
  /// any thread.
  void watchSilence(long number, Duration bound) {
    line.run(
        () -> {
          alarm = number;
          silenceAt = ear.frames() + TurnTiming.frames(bound);
        });
  }

  /// Whether the caller is asked for digits, which come with longer pauses. From any thread.
  void expectDigits(boolean expected) {
    line.run(() -> ear.turns().dictating(expected));
  }

  /// A recogniser has understood so much of the turn that is under way. From any thread.
  public void understood(String text) {
    line.run(() -> ear.turns().words(text));
  }

  /// A recogniser says that the caller's sentence is over. From any thread.
  public void sentenceOver() {
    line.run(ear.turns()::endpoint);
  }

  private void hear(Mulaw frame) {
    Set<Decision> decisions = ear.hear(frame, mouth.isTalking());
    if (!decisions.isEmpty()) {
      carryOut(decisions);
    }
    said(mouth.frame());
    watchSilence();
  }

  private void carryOut(Set<Decision> decisions) {
    for (Decision decision : decisions) {
      switch (decision) {
        case BARGED_IN -> mouth.pause();
        case BEGAN -> tell(new CallEvent.SpeechBegan(ear.elapsed()));
        case MEANT -> giveUp();
        case ENDED -> tell(new CallEvent.Spoke(ear.takeTurn()));
        case RESUMED -> mouth.resume();
      }
    }
  }

  private void keyPressed(char digit) {
    ear.turns().keyPressed();
    giveUp();
    tell(new CallEvent.Key(digit, ear.elapsed()));
  }

  private void giveUp() {
    if (mouth.isTalking() || mouth.isPaused()) {
      tell(new CallEvent.CutOff(ear.elapsed(), mouth.cutOff()));
    }
  }

  private void said(@Nullable Duration heard) {
    if (heard != null) {
      tell(new CallEvent.Said(ear.elapsed(), heard));
    }
  }

  private void watchSilence() {
    if (silenceAt == NEVER) {
      return;
    }
    if (ear.turns().isSpeaking()) {
      silenceAt = NEVER;
    } else if (ear.frames() >= silenceAt) {
      silenceAt = NEVER;
      tell(new CallEvent.Silence(alarm, ear.elapsed()));
    }
  }

  private void tell(CallEvent event) {
    if (!mailbox.put(event)) {
      mailbox.close(LineEnded.How.CLOSED_BY_US);
      line.close(Line.Closing.FAULT);
    }
  }
}
