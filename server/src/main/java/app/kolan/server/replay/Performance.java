package app.kolan.server.replay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a server did in one call: its answers by request, and its deeds on each media socket.
///
/// @param result empty when it cannot be compared
record Performance(
    Map<Integer, Deed> answers, Map<Integer, List<Deed>> streams, Optional<Deed.Result> result) {
  Performance {
    answers = new TreeMap<>(answers);
    streams = new TreeMap<>(streams);
  }
}
