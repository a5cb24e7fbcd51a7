package app.kolan.stubs.realtime;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The items of a conversation, and the length of their audio.
final class Items {
  private final Map<String, String> roles = new HashMap<>();
  private final Map<String, Integer> audioMs = new HashMap<>();
  private final Set<String> openCalls = new HashSet<>();

  void add(String item, String role) {
    roles.put(item, role);
  }

  boolean remove(String item) {
    audioMs.remove(item);
    return roles.remove(item) != null;
  }

  /// Sets the length of an item of the model's own so far.
  void sounded(String item, int millis) {
    if (roles.containsKey(item)) {
      audioMs.put(item, millis);
    }
  }

  void truncate(String item, int millis) {
    audioMs.put(item, millis);
  }

  /// Null when there is no such item of the model's, or it has no audio.
  @Nullable Integer audioMs(String item) {
    return audioMs.get(item);
  }

  void called(String call) {
    openCalls.add(call);
  }

  boolean isOpenCall(String call) {
    return openCalls.contains(call);
  }

  void answered(String call) {
    openCalls.remove(call);
  }
}
