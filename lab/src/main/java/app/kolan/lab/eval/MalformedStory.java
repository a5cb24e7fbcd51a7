package app.kolan.lab.eval;

/// A text that is not a story, and how to correct it.
public final class MalformedStory extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedStory(String story, int line, String reason) {
    super("%s, line %d: %s".formatted(story, line, reason));
  }
}
