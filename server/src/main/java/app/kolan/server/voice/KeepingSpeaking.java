package app.kolan.server.voice;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.server.provider.ProviderFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A text whose sound is kept if it is taken to its end.
final class KeepingSpeaking implements Speaking {
  private final Speaking speaking;
  private final Consumer<Mulaw> keep;
  private final List<Mulaw> pieces = new ArrayList<>();
  private boolean kept;
  private volatile boolean closed;

  KeepingSpeaking(Speaking speaking, Consumer<Mulaw> keep) {
    this.speaking = speaking;
    this.keep = keep;
  }

  @Override
  public @Nullable Mulaw next() throws ProviderFailure, InterruptedException {
    Mulaw piece = speaking.next();
    if (piece != null) {
      pieces.add(piece);
    } else if (!closed && !kept && !pieces.isEmpty()) {
      kept = true;
      keep.accept(Mulaw.join(pieces));
    }
    return piece;
  }

  @Override
  public void close() {
    closed = true;
    speaking.close();
  }
}
