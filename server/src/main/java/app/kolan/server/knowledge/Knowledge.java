package app.kolan.server.knowledge;

import app.kolan.server.store.KnowledgeSource;
import app.kolan.server.store.KnowledgeSource.Kind;
import app.kolan.server.store.KnowledgeSource.Passage;
import app.kolan.server.store.KnowledgeStore;
import app.kolan.server.store.KnowledgeStore.Found;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;

/// What one business has its agent know. Safe to share.
///
/// All passages are in memory while they are asked for: see [KnowledgeIndexes].
public final class Knowledge {
  /// A title has so many characters at most,
  public static final int MOST_OF_A_TITLE = 300;

  /// a text that is typed so many,
  public static final int MOST_OF_A_TEXT = 100_000;

  /// and a question that is asked so many.
  public static final int MOST_OF_A_QUESTION = 300;

  /// A passage that fits a question.
  ///
  /// @param share how much of the question it has, from 0 to 1
  public record Hit(long source, Kind kind, String title, Passage passage, double share) {}

  private final long business;
  private final KnowledgeStore store;
  private final KnowledgeIndexes indexes;
  private final boolean notesQuestions;

  /// With an index of its own.
  public Knowledge(long business, KnowledgeStore store) {
    this(business, store, new KnowledgeIndexes());
  }

  public Knowledge(long business, KnowledgeStore store, KnowledgeIndexes indexes) {
    this(business, store, indexes, /* notesQuestions= */ true);
  }

  private Knowledge(
      long business, KnowledgeStore store, KnowledgeIndexes indexes, boolean notesQuestions) {
    this.business = business;
    this.store = store;
    this.indexes = indexes;
    this.notesQuestions = notesQuestions;
  }

  /// The same for a call that is none: what it asks is noted nowhere.
  public Knowledge readOnly() {
    return new Knowledge(business, store, indexes, /* notesQuestions= */ false);
  }

  /// The passages that fit a question, the best first.
  public List<Hit> find(String question, int limit) {
    return indexes.of(business, store).find(question, limit).stream().map(Knowledge::hit).toList();
  }

  private static Hit hit(KnowledgeIndex.Hit hit) {
    Found found = hit.found();
    return new Hit(found.source(), found.kind(), found.title(), found.passage(), hit.share());
  }

  /// What is known was changed here: has the next question find it made ready.
  public void changed() {
    indexes.prepare(business, store);
  }

  /// Notes that a caller asked what is not known.
  public void noteUnanswered(CallSid call, String question, Instant at) {
    String asked = withinLimit(question.strip(), MOST_OF_A_QUESTION);
    if (notesQuestions && !asked.isEmpty()) {
      store.addQuestion(business, call, asked, Terms.key(asked), at);
    }
  }

  /// A question, and the answer to give.
  public static KnowledgeSource.Draft answer(long business, String question, String answer) {
    return new KnowledgeSource.Draft(business, Kind.ANSWER, oneLine(question), passages(answer));
  }

  /// A text that was typed, with headings as in Markdown.
  public static KnowledgeSource.Draft page(long business, String title, String text) {
    return new KnowledgeSource.Draft(business, Kind.PAGE, oneLine(title), Passages.of(text));
  }

  /// What a file holds.
  ///
  /// @param name without its folders
  public static KnowledgeSource.Draft file(long business, String name, byte[] file)
      throws UnreadableDocument {
    return new KnowledgeSource.Draft(
        business, Kind.FILE, oneLine(name), Passages.of(Documents.read(name, file)));
  }

  /// An answer is one passage, unless it is long.
  private static List<Passage> passages(String answer) {
    String text = answer.strip();
    return text.length() <= Passages.LARGEST ? List.of(new Passage("", text)) : Passages.of(text);
  }

  private static String oneLine(String title) {
    return withinLimit(title.strip().replaceAll("\\s+", " "), MOST_OF_A_TITLE);
  }

  private static String withinLimit(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }
}
