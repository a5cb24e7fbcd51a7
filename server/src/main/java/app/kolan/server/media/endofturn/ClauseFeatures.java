package app.kolan.server.media.endofturn;

import java.util.function.Consumer;

/// Names the features of a clause: what it needs, and the tags of its last words.
final class ClauseFeatures {
  private final HebrewToken[] tokens;
  private final int size;
  private final Consumer<String> to;

  private ClauseFeatures(HebrewToken[] tokens, Consumer<String> to) {
    this.tokens = tokens;
    this.size = tokens.length;
    this.to = to;
  }

  /// Names the features of a clause that was read.
  static void of(HebrewClause clause, Consumer<String> to) {
    var features = new ClauseFeatures(clause.tokens(), to);
    String length =
        features.size < 4 ? Integer.toString(features.size) : features.size < 7 ? "4" : "7";
    features.needs(clause, length);
    features.waits(clause.need());
    features.tags(length);
  }

  private void needs(HebrewClause clause, String length) {
    ClauseNeed need = clause.need();
    String state = need + "/" + clause.gap();
    String around = clause.opener() + " " + clause.outer();
    String predicate = " predicate:" + clause.hasPredicate() + " ";
    to.accept("clause:" + state);
    to.accept("clause:" + state + " " + token(0));
    to.accept("clause:" + state + " " + tag(1) + " " + tag(0));
    to.accept("clause:" + need + " " + around);
    to.accept("clause:" + state + " " + around + " " + tag(0));
    to.accept(
        "clause:" + need + " since:" + Math.min(3, clause.sinceChange()) + " " + clause.gap());
    to.accept(
        "clause:"
            + need
            + " front:"
            + clause.isFronted()
            + " embedded:"
            + clause.isEmbedded()
            + " "
            + clause.opener());
    to.accept("clause:" + need + " subject:" + clause.hasSubject() + predicate + length);
    to.accept("clause:" + state + " n:" + length);
    int clauses = Math.min(clause.clauses(), 2);
    to.accept("clause:" + need + " request:" + clause.isRequest() + " clauses:" + clauses);
    to.accept("clause:outer " + clause.outer() + predicate + clause.opener() + " n:" + length);
  }

  private void waits(ClauseNeed need) {
    int wait = placeOfWait();
    if (wait >= 0) {
      int after = size - 1 - wait;
      to.accept("clause:wait " + (after == 0 ? "-" : tag(after - 1)) + " " + Math.min(after, 3));
      to.accept("clause:wait " + Math.min(after, 4) + " " + need);
    }
  }

  private void tags(String length) {
    String last = token(0);
    to.accept("tags:0 " + last);
    to.accept("tags:0 " + last + " n:" + length);
    String two = token(1) + " " + last;
    String bareTwo = tag(1) + " " + tag(0);
    to.accept("tags:10 " + two);
    to.accept("tags:210 " + tag(2) + " " + two);
    if (!two.equals(bareTwo)) {
      to.accept("tags:10 " + bareTwo);
      to.accept("tags:210 " + tag(2) + " " + bareTwo);
    }
    to.accept("tags:3210 " + tag(3) + " " + tag(2) + " " + bareTwo);
    to.accept("tags:first " + tag(size - 1) + " " + last + " " + length);
  }

  /// The last call to wait among the first words; -1 when there is none.
  private int placeOfWait() {
    int wait = -1;
    for (int i = 0; i < Math.min(4, size); i++) {
      wait = tokens[i].tag() == HebrewTag.WAIT ? i : wait;
    }
    return wait;
  }

  private String token(int place) {
    return place < size ? tokens[size - 1 - place].name() : "-";
  }

  private String tag(int place) {
    return place < size ? tokens[size - 1 - place].tag().name() : "-";
  }
}
