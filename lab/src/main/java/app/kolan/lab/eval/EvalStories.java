package app.kolan.lab.eval;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Stories of callers: those that come with Kolan, and those of a folder.
public final class EvalStories {
  private static final String SHIPPED = "/evals/he/";
  private static final String INDEX = "index";
  private static final String ENDING = ".story";

  private EvalStories() {}

  /// Those that come with Kolan, in the order of their index.
  public static List<Story> shipped() {
    try {
      var stories = new ArrayList<Story>();
      for (String name : resource(INDEX).lines().toList()) {
        stories.add(Story.parse(name, resource(name + ENDING)));
      }
      return stories;
    } catch (IOException | MalformedStory e) {
      throw new IllegalStateException("the stories belong to the program", e);
    }
  }

  /// A short warm-up call, which is not counted: the first call of a new process is slower than
  /// those of a server that has been up for a while.
  public static Story first() {
    try {
      return Story.parse("first", "caller: הלו");
    } catch (MalformedStory e) {
      throw new IllegalStateException("the story is in order", e);
    }
  }

  /// Those of a folder, in the order of their names.
  public static List<Story> in(Path folder) throws IOException, MalformedStory {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
    var stories = new ArrayList<Story>();
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      stories.add(
          Story.parse(
              name.substring(0, name.length() - ENDING.length()),
              new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
    }
    return stories;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = EvalStories.class.getResourceAsStream(SHIPPED + name)) {
      if (in == null) {
        throw new IllegalStateException(SHIPPED + name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
