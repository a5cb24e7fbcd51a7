package app.kolan.lab.eval;

/// A text that is no story, and what to do about it.
public final class MalformedStory extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedStory(String story, int line, String reason) {
    super("%s, line %d: %s".formatted(story, line, reason));
  }
}
