package app.kolan.server.session;

import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.media.turns.SpeechSegmenter;
import app.kolan.server.media.turns.TurnTaking;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.stream.StreamEvent.Track;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// A call in which others talk and Kolan only listens: a segmenter for each side.
///
/// [#hear] and [#end] run on the line's thread and never block; [#keepAll] runs on the call's.
public final class MonitoredCall implements StreamReceiver {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Map<Track, SpeechSegmenter> segmenters = new EnumMap<>(Track.class);
  private final Mailbox mailbox = new Mailbox();

  public MonitoredCall(InputAudioConfig inputAudio) {
    var cut = new InputAudioConfig(inputAudio.detector(), inputAudio.timing().cutAt(LONGEST));
    for (Track side : Track.values()) {
      segmenters.put(side, cut.segmenter(side));
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
    for (SpeechSegmenter segmenter : segmenters.values()) {
      segmenter.cutOff().ifPresent(speech -> mailbox.put(new SessionEvent.Spoke(0, speech)));
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
  public void keepAll(TranscriptWriter notes) throws LineEnded {
    while (true) {
      if (mailbox.take() instanceof SessionEvent.Spoke(_, var speech)) {
        notes.overheard(speech);
      }
    }
  }

  private void hear(SpeechSegmenter segmenter, StreamEvent.Media media) {
    segmenter.cut(media.audio(), media.timestamp(), frame -> hear(segmenter, frame));
  }

  private void hear(SpeechSegmenter segmenter, Mulaw frame) {
    if (segmenter.hear(frame, false).contains(TurnTaking.Decision.ENDED)) {
      mailbox.put(new SessionEvent.Spoke(0, segmenter.takeTurn()));
    }
  }

  private SpeechSegmenter earOf(Track side) {
    SpeechSegmenter segmenter = segmenters.get(side);
    if (segmenter == null) {
      throw new IllegalStateException("every side has an ear");
    }
    return segmenter;
  }
}
