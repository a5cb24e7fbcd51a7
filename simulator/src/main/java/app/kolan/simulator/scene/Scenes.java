package app.kolan.simulator.scene;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The scenes that ship with the simulator: one or more for each code that a server can cause.
public final class Scenes {
  private Scenes() {}

  /// All of them, by code and then by name.
  public static List<Scene> all() {
    return resource("index").lines().map(Scenes::shipped).toList();
  }

  /// The scenes that show a code of Twilio's, or an HTTP status such as 403: their names begin with
  /// it.
  public static List<Scene> showing(int code) {
    return all().stream().filter(scene -> scene.name().startsWith(code + "-")).toList();
  }

  /// The scene with this name; empty when there is none.
  public static Optional<Scene> named(String name) {
    return all().stream().filter(scene -> scene.name().equals(name)).findFirst();
  }

  /// Reads a user's scene.
  ///
  /// @param name a name for it
  public static Scene read(String name, String text) throws MalformedScene {
    return SceneReader.read(name, text);
  }

  private static Scene shipped(String name) {
    try {
      return SceneReader.read(name, resource(name + ".scene"));
    } catch (MalformedScene e) {
      throw new IllegalStateException("the scene " + name + " is shipped malformed", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Scenes.class.getResourceAsStream("/scenes/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the scene " + name + " is not shipped");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
