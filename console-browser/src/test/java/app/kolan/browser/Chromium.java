package app.kolan.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The browser of the machine. None is downloaded.
final class Chromium {
  /// Where the browser is, when it is not found by its name.
  static final String PLACE = "KOLAN_CHROMIUM";

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private Chromium() {}

  static Optional<Path> find() {
    String told = System.getenv(PLACE);
    if (told != null && !told.isBlank()) {
      return Optional.of(Path.of(told)).filter(Files::isExecutable);
    }
    List<String> folders =
        List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1));
    return NAMES.stream()
        .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Whether a machine without one fails the build.
  static boolean isRequired() {
    return "true".equals(System.getenv("KOLAN_REQUIRE_CHROMIUM"));
  }

  /// What it is started with, besides what Playwright starts every Chromium with.
  ///
  /// @param spoken a WAV file, which the microphone hears over and over
  static List<String> arguments(Path spoken) {
    return List.of(
        // A microphone that nobody has to allow.
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        "--use-file-for-fake-audio-capture=" + spoken,
        // Windows share a process for their pages, which takes half a second to start.
        "--renderer-process-limit=1",
        "--disable-quic",
        "--disable-gpu");
  }
}
