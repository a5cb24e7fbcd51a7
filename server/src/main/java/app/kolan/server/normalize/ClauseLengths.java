package app.kolan.server.normalize;

/// The lengths of clauses, in characters.
///
/// @param first from which length on the first clause may end at a comma: short, so that speech
///   begins early
/// @param shortest the same for the clauses after it: longer, since a voice reads more naturally
///   what it sees more of, and while one clause is heard there is time for the next
/// @param longest where a clause is cut at a space when nothing else has ended it
public record ClauseLengths(int first, int shortest, int longest) {
  /// About a second of speech before the first comma, three after it, and twelve at the most.
  public static final ClauseLengths USUAL = new ClauseLengths(12, 36, 160);

  public ClauseLengths {
    if (first < 1 || shortest < first || longest < shortest) {
      throw new IllegalArgumentException("the lengths of clauses do not grow");
    }
  }
}
