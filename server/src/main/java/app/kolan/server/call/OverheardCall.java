package app.kolan.server.call;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.carrier.stream.StreamEvent;
import app.kolan.carrier.stream.StreamEvent.Track;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// A call in which others talk and Kolan only listens: an ear for each side.
///
/// [#hear] and [#end] run on the line's thread and never block; [#keepAll] runs on the call's.
public final class OverheardCall implements StreamEnd {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Map<Track, Ear> ears = new EnumMap<>(Track.class);
  private final Mailbox mailbox = new Mailbox();

  public OverheardCall(Hearing hearing) {
    var cut = new Hearing(hearing.detector(), hearing.timing().cutAt(LONGEST));
    for (Track side : Track.values()) {
      ears.put(side, cut.ear(side));
    }
  }

  @Override
  public void hear(StreamEvent event) {
    switch (event) {
      case StreamEvent.Media media -> hear(earOf(media.track()), media);
      case StreamEvent.Stopped _ -> end(LineEnded.How.STOPPED);
      case StreamEvent.Connected _,
          StreamEvent.Started _,
          StreamEvent.Dtmf _,
          StreamEvent.MarkReached _,
          StreamEvent.Unknown _ -> {}
    }
  }

  @Override
  public void end(LineEnded.How how) {
    for (Ear ear : ears.values()) {
      ear.cutOff().ifPresent(speech -> mailbox.put(new CallEvent.Spoke(0, speech)));
    }
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

  /// Writes down all that is said, until the line ends.
  public void keepAll(CallNotes notes) throws LineEnded {
    while (true) {
      if (mailbox.take() instanceof CallEvent.Spoke(_, var speech)) {
        notes.overheard(speech);
      }
    }
  }

  private void hear(Ear ear, StreamEvent.Media media) {
    ear.cut(media.audio(), media.timestamp(), frame -> hear(ear, frame));
  }

  private void hear(Ear ear, Mulaw frame) {
    if (ear.hear(frame, false).contains(TurnTaking.Decision.ENDED)) {
      mailbox.put(new CallEvent.Spoke(0, ear.takeTurn()));
    }
  }

  private Ear earOf(Track side) {
    Ear ear = ears.get(side);
    if (ear == null) {
      throw new IllegalStateException("every side has an ear");
    }
    return ear;
  }
}
