package app.kolan.bench.endofturn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The examples that the model is trained on, by theme.
final class Corpus {
  private static final Path FOLDER = Path.of("bench/src/main/resources/endofturn");

  /// What the names of themes begin with that are families of whole turns and cut-off ones.
  static final String FAMILY = "family-";

  private Corpus() {}

  /// Reads the corpus of a repository.
  static SortedMap<String, List<Example>> of(Path repository) throws BadFile {
    SortedMap<String, List<Example>> themes = new TreeMap<>();
    Path folder = repository.resolve(FOLDER);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".tsv")).sorted().toList()) {
        String name = file.getFileName().toString();
        themes.put(name.substring(0, name.length() - 4), ExampleFile.read(file));
      }
    } catch (IOException e) {
      throw new BadFile("cannot read the corpus in " + folder + ": " + e, e);
    }
    return themes;
  }
}
