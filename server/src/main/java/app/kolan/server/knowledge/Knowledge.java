package app.kolan.server.knowledge;

import app.kolan.server.store.KnowledgeSource;
import app.kolan.server.store.KnowledgeSource.Kind;
import app.kolan.server.store.KnowledgeSource.Passage;
import app.kolan.server.store.KnowledgeStore;
import app.kolan.server.store.KnowledgeStore.Found;
import app.kolan.twilio.webhook.CallSid;
import java.lang.ref.SoftReference;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one business has its agent know. Safe to share.
///
/// All passages are in memory while they are asked for, and read anew when the store's version says
/// that they were changed, by whichever server; what is short of memory loses them.
public final class Knowledge {
  /// A title has so many characters at most,
  public static final int MOST_OF_A_TITLE = 300;

  /// a text that is typed so many,
  public static final int MOST_OF_A_TEXT = 100_000;

  /// and a question that is asked so many.
  public static final int MOST_OF_A_QUESTION = 300;

  private record Read(long version, KnowledgeIndex index) {}

  /// A passage that fits a question.
  ///
  /// @param share how much of the question it has, from 0 to 1
  public record Hit(long source, Kind kind, String title, Passage passage, double share) {}

  private final long business;
  private final KnowledgeStore store;
  private SoftReference<@Nullable Read> read = new SoftReference<>(null);

  public Knowledge(long business, KnowledgeStore store) {
    this.business = business;
    this.store = store;
  }

  public KnowledgeStore store() {
    return store;
  }

  /// The passages that fit a question, the best first.
  public List<Hit> find(String question, int limit) {
    return index().find(question, limit).stream().map(Knowledge::hit).toList();
  }

  private static Hit hit(KnowledgeIndex.Hit hit) {
    Found found = hit.found();
    return new Hit(found.source(), found.kind(), found.title(), found.passage(), hit.share());
  }

  private KnowledgeIndex index() {
    long version = store.version(business);
    synchronized (this) {
      Read known = read.get();
      if (known != null && known.version() == version) {
        return known.index();
      }
    }
    var fresh = new Read(version, new KnowledgeIndex(store.passages(business)));
    synchronized (this) {
      read = new SoftReference<>(fresh);
    }
    return fresh.index();
  }

  /// Notes that a caller asked what is not known.
  public void noteUnanswered(CallSid call, String question, Instant at) {
    String asked = withinLimit(question.strip(), MOST_OF_A_QUESTION);
    if (!asked.isEmpty()) {
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
