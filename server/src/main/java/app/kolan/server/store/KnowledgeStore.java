package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What businesses have their agents know, and what callers asked that they did not.
///
/// See [Stores] for durability, threads and errors. What cannot be done as things stand is a
/// [CrmConflict], and nothing is changed then.
public interface KnowledgeStore {
  /// A business has so many sources at most,
  int MOST_SOURCES = 1000;

  /// and they have so many characters at most: all of them are searched in memory.
  int MOST_CHARACTERS = 2_000_000;

  /// So many questions of a business are kept; the oldest go first.
  int MOST_QUESTIONS = 1000;

  /// Counts the changes of a business's sources; 0 when there were none.
  long version(long business);

  /// A passage, and of what it is one.
  record Found(
      long source, KnowledgeSource.Kind kind, String title, KnowledgeSource.Passage passage) {}

  /// All passages of a business, in the order of their sources.
  List<Found> passages(long business);

  /// Keeps a source. A file replaces the one of the same name.
  KnowledgeSource put(KnowledgeSource.Draft draft, String actor, Instant at);

  /// Replaces a source.
  ///
  /// @param revision the one from which the change was made
  KnowledgeSource update(
      long id, long revision, KnowledgeSource.Draft draft, String actor, Instant at);

  /// Removes a source; removing it again changes nothing.
  ///
  /// @return whether it was there
  boolean remove(long business, long id);

  Optional<KnowledgeSource> find(long business, long id);

  /// The passages of one source; empty when there is no such source.
  List<KnowledgeSource.Passage> passages(long business, long id);

  /// The sources of a business, the newest first.
  ///
  /// @param before only those of smaller identifiers; [Long#MAX_VALUE] for the newest
  List<KnowledgeSource> list(long business, long before, int limit);

  /// Notes that a caller asked what the agent did not know; once for each call and question.
  ///
  /// @param key the same for questions that are one
  void addQuestion(long business, CallSid call, String question, String key, Instant at);

  /// What nobody has answered yet; what was asked most often first, then what was asked last.
  List<UnansweredQuestion> questions(long business, int limit);

  Optional<UnansweredQuestion> question(long business, long id);

  /// Keeps the answer to a question, which is answered by that.
  KnowledgeSource answer(long question, KnowledgeSource.Draft answer, String actor, Instant at);

  /// Forgets a question, until it is asked again.
  ///
  /// @return whether it was there
  boolean dismiss(long business, long question);
}
