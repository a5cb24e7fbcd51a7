package app.kolan.server.call;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.carrier.stream.StreamEvent;
import app.kolan.server.call.TurnTaking.Decision;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One live call as the line's thread sees it: frames go to the ear, marks to the mouth, and what
/// has come of them into the mailbox.
///
/// Everything here runs on the line's thread and never blocks. A barge-in is carried out right
/// here, in the frame that decides it, so that it waits for nobody.
public final class LiveCall implements StreamEnd {
  private final Line line;
  private final Ear ear;
  private final Mouth mouth;
  private final Mailbox mailbox = new Mailbox();
  private long alarm;
  private @Nullable Duration silenceAt;

  public LiveCall(Line line, ActivityDetector detector, TurnTiming timing) {
    this.line = line;
    this.ear = new Ear(StreamEvent.Track.INBOUND, detector, timing);
    this.mouth = new Mouth(line);
  }

  @Override
  public void hear(StreamEvent event) {
    switch (event) {
      case StreamEvent.Media media -> {
        if (media.track() == StreamEvent.Track.INBOUND) {
          for (Mulaw frame : ear.frames(media.audio(), media.timestamp())) {
            hear(frame);
          }
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
          silenceAt = ear.elapsed().plus(bound);
        });
  }

  private void hear(Mulaw frame) {
    Ear.Heard heard = ear.hear(frame, mouth.isTalking());
    if (heard.decisions().contains(Decision.BARGED_IN)) {
      tell(new CallEvent.CutOff(ear.elapsed(), mouth.cutOff()));
    }
    if (heard.decisions().contains(Decision.BEGAN)) {
      tell(new CallEvent.SpeechBegan(ear.elapsed()));
    }
    heard.speech().ifPresent(speech -> tell(new CallEvent.Spoke(speech)));
    said(mouth.frame());
    watchSilence();
  }

  private void keyPressed(char digit) {
    ear.keyPressed();
    if (mouth.isTalking()) {
      tell(new CallEvent.CutOff(ear.elapsed(), mouth.cutOff()));
    }
    tell(new CallEvent.Key(digit, ear.elapsed()));
  }

  private void said(@Nullable Duration heard) {
    if (heard != null) {
      tell(new CallEvent.Said(ear.elapsed(), heard));
    }
  }

  private void watchSilence() {
    Duration due = silenceAt;
    if (due != null && ear.isCallerSpeaking()) {
      silenceAt = null;
    } else if (due != null && ear.elapsed().compareTo(due) >= 0) {
      silenceAt = null;
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
