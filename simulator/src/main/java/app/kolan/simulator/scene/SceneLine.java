package app.kolan.simulator.scene;

import java.time.Duration;
import java.util.List;

/// One sentence of a scene, apart from those of the caller's story.
sealed interface SceneLine {
  record Raises(List<Integer> codes) implements SceneLine {
    public Raises {
      codes = List.copyOf(codes);
    }
  }

  record Through(ServerAccess access) implements SceneLine {}

  record Waits(Duration timeout) implements SceneLine {}

  record HasFallback() implements SceneLine {}

  record HasStatusCallback() implements SceneLine {}

  record At(String path, SceneRoute route) implements SceneLine {}

  /// The indented lines that follow are the body.
  record Answering(String path, int status, String type, int padding) implements SceneLine {}

  /// The indented lines that follow are what happens on the socket.
  record Upgrading(String path) implements SceneLine {}

  record Signed(String path, String url) implements SceneLine {}
}
