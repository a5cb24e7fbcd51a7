package app.kolan.server.provider;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Writes down what a fallback reports: `asked a`, `replaced a: TOO_SLOW`.
public final class RecordedFallbacks implements FallbackListener {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  @Override
  public void asked(String provider) {
    lines.add("asked " + provider);
  }

  @Override
  public void replaced(ProviderFailure failure) {
    lines.add("replaced %s: %s".formatted(failure.provider(), failure.kind()));
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }
}
