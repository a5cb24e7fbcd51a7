package app.kolan.server.store.sql;

import app.kolan.server.store.CrmConflict;
import app.kolan.server.store.CrmConflict.Kind;
import app.kolan.server.store.KnowledgeSource;
import app.kolan.server.store.KnowledgeSource.Passage;
import app.kolan.server.store.KnowledgeStore;
import app.kolan.server.store.UnansweredQuestion;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The knowledge of businesses.
final class SqlKnowledgeStore implements KnowledgeStore {
  private final SqlDatabase database;

  SqlKnowledgeStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public long version(long business) {
    return database.read(handle -> KnowledgeTable.version(handle, business));
  }

  @Override
  public List<Found> passages(long business) {
    return database.read(handle -> KnowledgeTable.passages(handle, business));
  }

  @Override
  public KnowledgeSource put(KnowledgeSource.Draft draft, String actor, Instant at) {
    return database.writeRepeatable(
        (handle, mayBeDone) -> {
          KnowledgeTable.countChange(handle, draft.business());
          if (mayBeDone) {
            Optional<KnowledgeSource> done = KnowledgeTable.findSame(handle, draft, actor, at);
            if (done.isPresent()) {
              return done.get();
            }
          }
          return put(handle, draft, actor, at);
        });
  }

  private static KnowledgeSource put(
      Handle handle, KnowledgeSource.Draft draft, String actor, Instant at) {
    if (draft.kind() == KnowledgeSource.Kind.FILE) {
      KnowledgeTable.removeFile(handle, draft.business(), draft.title());
    }
    KnowledgeSource added = KnowledgeTable.add(handle, draft, actor, at);
    KnowledgeTable.requireRoom(handle, draft.business());
    return added;
  }

  @Override
  public KnowledgeSource update(
      long id, long revision, KnowledgeSource.Draft draft, String actor, Instant at) {
    return database.writeRepeatable(
        (handle, mayBeDone) -> {
          KnowledgeTable.countChange(handle, draft.business());
          KnowledgeSource before =
              KnowledgeTable.find(handle, draft.business(), id)
                  .orElseThrow(SqlKnowledgeStore::unknown);
          if (mayBeDone && before.revision() == revision + 1 && before.changedAt().equals(at)) {
            return before;
          }
          if (before.revision() != revision) {
            throw new CrmConflict(Kind.CHANGED, "It was changed meanwhile; read it again.");
          }
          KnowledgeTable.replace(handle, before, draft, actor, at);
          KnowledgeTable.requireRoom(handle, draft.business());
          return KnowledgeTable.find(handle, draft.business(), id).orElseThrow();
        });
  }

  @Override
  public boolean remove(long business, long id) {
    return database.write(
        handle -> {
          KnowledgeTable.countChange(handle, business);
          return KnowledgeTable.remove(handle, business, id);
        });
  }

  @Override
  public Optional<KnowledgeSource> find(long business, long id) {
    return database.read(handle -> KnowledgeTable.find(handle, business, id));
  }

  @Override
  public List<Passage> passages(long business, long id) {
    return database.read(handle -> KnowledgeTable.passages(handle, business, id));
  }

  @Override
  public List<KnowledgeSource> list(long business, long before, int limit) {
    return database.read(handle -> KnowledgeTable.list(handle, business, before, limit));
  }

  @Override
  public void addQuestion(long business, CallSid call, String question, String key, Instant at) {
    database.writeOnly(handle -> QuestionTable.add(handle, business, call, question, key, at));
  }

  @Override
  public List<UnansweredQuestion> questions(long business, int limit) {
    return database.read(handle -> QuestionTable.list(handle, business, limit));
  }

  @Override
  public Optional<UnansweredQuestion> question(long business, long id) {
    return database.read(handle -> QuestionTable.find(handle, business, id));
  }

  @Override
  public KnowledgeSource answer(
      long question, KnowledgeSource.Draft answer, String actor, Instant at) {
    return database.writeRepeatable(
        (handle, mayBeDone) -> {
          KnowledgeTable.countChange(handle, answer.business());
          if (mayBeDone) {
            Optional<KnowledgeSource> done = KnowledgeTable.findSame(handle, answer, actor, at);
            if (done.isPresent()) {
              return done.get();
            }
          }
          if (!QuestionTable.remove(handle, answer.business(), question)) {
            throw unknown();
          }
          return put(handle, answer, actor, at);
        });
  }

  @Override
  public boolean dismiss(long business, long question) {
    return database.write(handle -> QuestionTable.remove(handle, business, question));
  }

  private static CrmConflict unknown() {
    return new CrmConflict(Kind.UNKNOWN, "There is no such source or question.");
  }
}
