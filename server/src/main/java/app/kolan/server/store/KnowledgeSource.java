package app.kolan.server.store;

import java.time.Instant;
import java.util.List;

/// Something that a business has its agent know. It prints without its words.
///
/// @param title the question of an answer, the name of a file, or what a page is called
/// @param characters of its passages
/// @param passages how many there are
/// @param changedBy such as `user:7`
/// @param revision counts its changes
public record KnowledgeSource(
    long id,
    long businessId,
    Kind kind,
    String title,
    int characters,
    int passages,
    Instant changedAt,
    String changedBy,
    long revision) {
  /// What it is.
  public enum Kind {
    /// A question, and the answer to give.
    ANSWER,
    /// A text that was typed.
    PAGE,
    /// A text that was read from a file. Files of one name replace one another.
    FILE
  }

  /// A part of it that is found as one.
  ///
  /// @param heading the headings that it stands below; empty for none
  public record Passage(String heading, String text) {
    public int characters() {
      return heading.length() + text.length();
    }

    @Override
    public String toString() {
      return "Passage[%d characters]".formatted(characters());
    }
  }

  /// One to keep.
  public record Draft(long business, Kind kind, String title, List<Passage> passages) {
    public Draft {
      passages = List.copyOf(passages);
    }

    public int characters() {
      return passages.stream().mapToInt(Passage::characters).sum();
    }

    @Override
    public String toString() {
      return "Draft[business=%d, kind=%s, %d passages]".formatted(business, kind, passages.size());
    }
  }

  @Override
  public String toString() {
    return "KnowledgeSource[id=%d, businessId=%d, kind=%s, passages=%d]"
        .formatted(id, businessId, kind, passages);
  }
}
