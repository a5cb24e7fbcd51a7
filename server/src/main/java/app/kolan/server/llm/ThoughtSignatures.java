package app.kolan.server.llm;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The signatures of the most recent tool calls, by the call's identifier. Thread-safe.
final class ThoughtSignatures {
  private static final int MOST = 2000;

  private final Map<String, String> byUse =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST;
        }
      };

  synchronized void keep(String use, String signature) {
    byUse.put(ToolCallIds.safe(use), signature);
  }

  synchronized @Nullable String of(String use) {
    return byUse.get(ToolCallIds.safe(use));
  }
}
