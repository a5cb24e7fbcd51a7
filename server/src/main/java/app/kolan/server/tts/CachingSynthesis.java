package app.kolan.server.tts;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A synthesis whose audio is cached if it is read to its end.
final class CachingSynthesis implements Synthesis {
  private final Synthesis speaking;
  private final Consumer<Mulaw> keep;
  private final List<Mulaw> pieces = new ArrayList<>();
  private boolean kept;
  private volatile boolean closed;

  CachingSynthesis(Synthesis speaking, Consumer<Mulaw> keep) {
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
