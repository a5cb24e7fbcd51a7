package app.kolan.bench.listening;

import java.util.ArrayList;
import java.util.List;

/// The outcome of one scene, or of several together.
///
/// @param sentences how many there were
/// @param onsets for each sentence that was heard, the milliseconds from its first sound until the
///   turn began
/// @param missed sentences that began no turn
/// @param wrong turns that began while nobody spoke
/// @param cut sentences in whose middle a turn ended
/// @param late sentences after which the turn went on, 700 ms longer than it should
/// @param frames how long it all was
record Outcome(
    int sentences, List<Integer> onsets, int missed, int wrong, int cut, int late, int frames) {
  static final Outcome NONE = new Outcome(0, List.of(), 0, 0, 0, 0, 0);

  Outcome {
    onsets = List.copyOf(onsets);
  }

  Outcome and(Outcome other) {
    var all = new ArrayList<>(onsets);
    all.addAll(other.onsets);
    return new Outcome(
        sentences + other.sentences,
        all,
        missed + other.missed,
        wrong + other.wrong,
        cut + other.cut,
        late + other.late,
        frames + other.frames);
  }

  /// The mean onset delay in milliseconds; -1 when no turn began with a sentence.
  int meanOnset() {
    return (int) Math.round(onsets.stream().mapToInt(onset -> onset).average().orElse(-1));
  }

  /// All that a caller would call a mistake.
  int mistakes() {
    return missed + wrong + cut + late;
  }
}
