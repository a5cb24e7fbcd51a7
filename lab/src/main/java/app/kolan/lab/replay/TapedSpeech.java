package app.kolan.lab.replay;

import app.kolan.server.calltrace.Tape;
import app.kolan.server.calltrace.TapeLine;
import app.kolan.server.media.vad.VadFactory;
import app.kolan.server.media.vad.VoiceActivityDetector;
import app.kolan.twilio.stream.StreamEvent.Track;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The speech frames of a stream, from a tape without audio. It replaces a detector, which would
/// have no audio to work on.
final class TapedSpeech implements VadFactory {
  private final Map<Track, Side> sides = new EnumMap<>(Track.class);

  private TapedSpeech(List<TapeLine.Muted> lines) {
    for (TapeLine.Muted line : lines) {
      Side side = sides.computeIfAbsent(line.message().track(), _ -> new Side());
      line.speech().forEach(side::add);
    }
  }

  /// The speech frames of a socket; empty when the tape has none.
  static Optional<VadFactory> of(Tape tape, int socket) {
    List<TapeLine.Muted> lines =
        tape.all(TapeLine.Muted.class).stream().filter(line -> line.socket() == socket).toList();
    return lines.isEmpty() ? Optional.empty() : Optional.of(new TapedSpeech(lines));
  }

  @Override
  public VoiceActivityDetector fresh(Track side) {
    return sides.getOrDefault(side, new Side()).fromItsBeginning();
  }

  @Override
  public String word() {
    return "taped";
  }

  /// The frames of one side. Those after the tape's end hold no speech.
  private static final class Side {
    private final BitSet speech = new BitSet();
    private int frames;

    void add(boolean held) {
      speech.set(frames++, held);
    }

    VoiceActivityDetector fromItsBeginning() {
      var next = new int[1];
      return _ -> speech.get(next[0]++);
    }
  }
}
