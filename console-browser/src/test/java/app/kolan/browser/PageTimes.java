package app.kolan.browser;

import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Timing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// How long the server took for each kind of page, until the first byte came. The figures are for
/// people: a machine that runs other tests meanwhile says nothing of an idle server.
final class PageTimes {
  private static final Path FOLDER = Path.of("target");

  /// What a page is meant to take at most, on an idle server.
  private static final double AIM = 300;

  private final Map<String, List<Double>> times = new TreeMap<>();

  void add(String path, Response response) {
    Timing timing = response.request().timing();
    times
        .computeIfAbsent(Links.shape(path), _ -> new ArrayList<>())
        .add(timing.responseStart - timing.requestStart);
  }

  /// Writes them to `target/page-times-<name>.md`.
  void write(String name) {
    var table =
        new StringBuilder("| page | times | least ms | most ms | over %.0f ms |%n".formatted(AIM));
    table.append("| --- | --- | --- | --- | --- |\n");
    times.forEach(
        (shape, all) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "| `%s` | %d | %.0f | %.0f | %d |%n",
                    shape,
                    all.size(),
                    all.stream().mapToDouble(Double::doubleValue).min().orElse(0),
                    all.stream().mapToDouble(Double::doubleValue).max().orElse(0),
                    all.stream().filter(one -> one > AIM).count())));
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(FOLDER.resolve("page-times-" + name + ".md"), table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
