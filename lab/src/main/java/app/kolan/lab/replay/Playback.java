package app.kolan.lab.replay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a server did in one call: its answers by request, and its actions on each media socket.
///
/// @param result empty when it cannot be compared
record Playback(
    Map<Integer, ObservedAction> answers,
    Map<Integer, List<ObservedAction>> streams,
    Optional<ObservedAction.Result> result) {
  Playback {
    answers = new TreeMap<>(answers);
    streams = new TreeMap<>(streams);
  }
}
