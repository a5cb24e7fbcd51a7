package app.kolan.server.console.page;

import app.kolan.server.console.http.Cursor;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Query;
import app.kolan.server.console.http.Routes;
import app.kolan.server.crm.PlainText;
import app.kolan.server.identity.Permission;
import app.kolan.server.knowledge.Knowledge;
import app.kolan.server.knowledge.KnowledgeIndexes;
import app.kolan.server.knowledge.Passages;
import app.kolan.server.knowledge.UnreadableDocument;
import app.kolan.server.store.CrmConflict;
import app.kolan.server.store.KnowledgeSource;
import app.kolan.server.store.KnowledgeSource.Passage;
import app.kolan.server.store.KnowledgeStore;
import app.kolan.server.store.UnansweredQuestion;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the agent knows: questions that wait for an answer first, then answers, pages and files.
/// What is changed here holds from the next call on.
public record KnowledgePages(KnowledgeStore store, KnowledgeIndexes indexes, PageAudit audit) {
  private static final int ROWS = 50;
  private static final int HITS = 3;
  private static final int QUESTIONS = 20;
  private static final String PATH = "/knowledge";
  private static final String FILE = "file";

  public void addTo(Routes routes) {
    String base = "/b/{business}";
    routes.get(base + PATH, PageAdmission.with(Permission.KNOWLEDGE_READ), this::list);
    routes.post(base + PATH, PageAdmission.with(Permission.KNOWLEDGE_WRITE), this::add);
    routes.get(
        base + PATH + "/{source}", PageAdmission.with(Permission.KNOWLEDGE_READ), this::show);
    routes.post(
        base + PATH + "/{source}", PageAdmission.with(Permission.KNOWLEDGE_WRITE), this::change);
    routes.post(
        base + "/questions/{question}",
        PageAdmission.with(Permission.KNOWLEDGE_WRITE),
        this::settle);
  }

  /// The page.
  ///
  /// @param questions that wait for an answer; empty for who may not read what callers say
  /// @param words that were looked up here; empty for none
  /// @param next the query of the page after this one; null for none
  public record Shown(
      List<UnansweredQuestion> questions,
      String words,
      List<Knowledge.Hit> hits,
      List<KnowledgeSource> sources,
      @Nullable String next,
      boolean writable) {
    public Shown {
      questions = List.copyOf(questions);
      hits = List.copyOf(hits);
      sources = List.copyOf(sources);
    }
  }

  /// One source.
  ///
  /// @param text as it can be typed again
  public record One(KnowledgeSource source, List<Passage> passages, String text, boolean writable) {
    public One {
      passages = List.copyOf(passages);
    }

    /// Whether it is changed here. A file is changed where it was written.
    public boolean isTyped() {
      return source.kind() != KnowledgeSource.Kind.FILE;
    }
  }

  private PageAnswer list(PageRequest request) {
    long business = request.in().id();
    boolean readable = request.may(Permission.TRANSCRIPTS_READ);
    if (readable) {
      audit.note(request, "question.list");
    }
    String words = request.query().text("q").strip();
    List<KnowledgeSource> found =
        store.list(
            business, Cursor.number(request.query().text("after"), Long.MAX_VALUE), ROWS + 1);
    List<KnowledgeSource> shown = found.subList(0, Math.min(ROWS, found.size()));
    var page =
        new Shown(
            readable ? store.questions(business, QUESTIONS) : List.of(),
            words,
            words.isEmpty() ? List.of() : knowledge(request).find(words, HITS),
            shown,
            found.size() > ROWS ? Query.of("after", Long.toString(shown.getLast().id())) : null,
            request.may(Permission.KNOWLEDGE_WRITE));
    return request.show("page/knowledge", "knowledge", page);
  }

  private PageAnswer show(PageRequest request) {
    KnowledgeSource source = source(request);
    List<Passage> passages = store.passages(request.in().id(), source.id());
    return request.show(
        "page/knowledgeSource",
        "knowledge",
        new One(
            source, passages, Passages.text(passages), request.may(Permission.KNOWLEDGE_WRITE)));
  }

  private PageAnswer add(PageRequest request) {
    long business = request.in().id();
    if (!request.form().text("do").equals(FILE)) {
      boolean isPage = request.form().text("do").equals("page");
      String title = PlainText.of(request.form().text("title"));
      String text = PlainText.of(request.form().text("text"));
      if (!isUsable(title, text)) {
        return back(request, Flash.of("flash.knowledge-empty"));
      }
      return put(
          request,
          isPage ? Knowledge.page(business, title, text) : Knowledge.answer(business, title, text));
    }
    String name = PlainText.of(request.form().fileName(FILE));
    byte[] file = request.form().file(FILE);
    if (name.isEmpty() || file.length == 0) {
      return back(request, Flash.of("flash.sound-missing"));
    }
    try {
      return put(request, Knowledge.file(business, name, file));
    } catch (UnreadableDocument e) {
      return back(
          request, Flash.of("flash.knowledge-unreadable", name, request.texts().name(e.reason())));
    }
  }

  private static boolean isUsable(String title, String text) {
    return !title.isEmpty() && !text.isEmpty() && text.length() <= Knowledge.MOST_OF_A_TEXT;
  }

  private PageAnswer put(PageRequest request, KnowledgeSource.Draft draft) {
    KnowledgeSource added;
    try {
      added = store.put(draft, request.who().actor(), request.at());
    } catch (CrmConflict e) {
      return full(request, e);
    }
    knowledge(request).changed();
    audit.note(request, "knowledge.add", Long.toString(added.id()));
    return back(
        request,
        Flash.of("flash.knowledge-added", added.title(), Integer.toString(added.passages())));
  }

  private static PageAnswer full(PageRequest request, CrmConflict conflict) {
    return switch (conflict.kind()) {
      case UNKNOWN -> throw PageProblem.unknown();
      case CHANGED -> throw new PageProblem(Kind.CHANGED);
      case CONFLICT -> back(request, Flash.of("flash.knowledge-full"));
    };
  }

  private PageAnswer change(PageRequest request) {
    KnowledgeSource source = source(request);
    String actor = request.who().actor();
    if (request.form().text("do").equals("remove")) {
      store.remove(request.in().id(), source.id());
      knowledge(request).changed();
      audit.note(request, "knowledge.remove", Long.toString(source.id()));
      return back(request, Flash.of("flash.knowledge-removed", source.title()));
    }
    String title = PlainText.of(request.form().text("title"));
    String text = PlainText.of(request.form().text("text"));
    if (!isUsable(title, text)) {
      return back(request, Flash.of("flash.knowledge-empty"));
    }
    if (!request.form().text("revision").equals(Long.toString(source.revision()))) {
      throw new PageProblem(Kind.CHANGED);
    }
    KnowledgeSource.Draft draft =
        switch (source.kind()) {
          case ANSWER -> Knowledge.answer(request.in().id(), title, text);
          case PAGE -> Knowledge.page(request.in().id(), title, text);
          case FILE -> throw new PageProblem(Kind.MALFORMED);
        };
    try {
      store.update(source.id(), source.revision(), draft, actor, request.at());
    } catch (CrmConflict e) {
      return full(request, e);
    }
    knowledge(request).changed();
    audit.note(request, "knowledge.update", Long.toString(source.id()));
    return back(request, Flash.of("flash.knowledge-saved"));
  }

  /// Answers a question, or forgets it.
  private PageAnswer settle(PageRequest request) {
    Optional<UnansweredQuestion> found =
        store.question(request.in().id(), request.numberInPath("question"));
    UnansweredQuestion question = found.orElseThrow(PageProblem::unknown);
    if (request.form().text("do").equals("dismiss")) {
      store.dismiss(request.in().id(), question.id());
      audit.note(request, "question.dismiss", Long.toString(question.id()));
      return back(request, Flash.of("flash.question-dismissed"));
    }
    String asked = PlainText.of(request.form().text("title"));
    String answer = PlainText.of(request.form().text("text"));
    if (!isUsable(asked, answer)) {
      return back(request, Flash.of("flash.knowledge-empty"));
    }
    KnowledgeSource added;
    try {
      added =
          store.answer(
              question.id(),
              Knowledge.answer(request.in().id(), asked, answer),
              request.who().actor(),
              request.at());
    } catch (CrmConflict e) {
      return full(request, e);
    }
    knowledge(request).changed();
    audit.note(request, "question.answer", Long.toString(added.id()));
    return back(request, Flash.of("flash.question-answered"));
  }

  private Knowledge knowledge(PageRequest request) {
    return new Knowledge(request.in().id(), store, indexes);
  }

  private KnowledgeSource source(PageRequest request) {
    return store
        .find(request.in().id(), request.numberInPath("source"))
        .orElseThrow(PageProblem::unknown);
  }

  private static PageAnswer back(PageRequest request, Flash flash) {
    return request.go(request.inBusiness(PATH), flash);
  }
}
