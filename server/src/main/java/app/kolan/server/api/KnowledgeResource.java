package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.api.ApiProblem.Mistake;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.crm.PlainText;
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.Permission;
import app.kolan.server.knowledge.Knowledge;
import app.kolan.server.knowledge.KnowledgeIndexes;
import app.kolan.server.knowledge.UnreadableDocument;
import app.kolan.server.store.KnowledgeSource;
import app.kolan.server.store.KnowledgeStore;
import app.kolan.server.store.UnansweredQuestion;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a business has its agent know, and what callers asked that it did not.
record KnowledgeResource(
    KnowledgeStore store, KnowledgeIndexes indexes, AuditLog audit, InstantSource clock) {
  private static final int MOST_HITS = 10;

  void addTo(Map<String, Operation> operations) {
    operations.put("listKnowledge", this::list);
    operations.put("addKnowledge", this::add);
    operations.put("addKnowledgeFile", this::addFile);
    operations.put("searchKnowledge", this::search);
    operations.put("getKnowledge", this::get);
    operations.put("updateKnowledge", this::update);
    operations.put("removeKnowledge", this::remove);
    operations.put("listQuestions", this::questions);
    operations.put("answerQuestion", this::answer);
    operations.put("dismissQuestion", this::dismiss);
  }

  private ApiAnswer list(ApiRequest request) {
    return ApiJson.page(
        store.list(request.in().id(), request.cursorNumber(Long.MAX_VALUE), request.limit() + 1),
        request.limit(),
        KnowledgeResource::form,
        source -> Long.toString(source.id()));
  }

  private ApiAnswer add(ApiRequest request) {
    boolean isAnswer = request.field("kind", "").equals(KnowledgeSource.Kind.ANSWER.name());
    String title = text(request, "title");
    String text = text(request, "text");
    KnowledgeSource added =
        store.put(
            isAnswer
                ? Knowledge.answer(request.in().id(), title, text)
                : Knowledge.page(request.in().id(), title, text),
            request.who().actor(),
            clock.instant());
    knowledge(request).changed();
    note(request, "knowledge.add", added.id());
    return created(added);
  }

  private ApiAnswer addFile(ApiRequest request) {
    String name = PlainText.of(request.asked("file").orElse(""));
    byte[] file = request.text().getBytes(StandardCharsets.ISO_8859_1);
    KnowledgeSource.Draft draft;
    try {
      draft = Knowledge.file(request.in().id(), name, file);
    } catch (UnreadableDocument e) {
      throw new ApiProblem(
          Kind.INVALID,
          "The file cannot be read.",
          List.of(new Mistake("/", e.reason().name(), String.valueOf(e.getMessage()))));
    }
    KnowledgeSource added = store.put(draft, request.who().actor(), clock.instant());
    knowledge(request).changed();
    note(request, "knowledge.add", added.id());
    return created(added);
  }

  private static ApiAnswer created(KnowledgeSource source) {
    return ApiAnswer.created(form(source)).with("ETag", CrmRequests.etag(source.revision()));
  }

  private ApiAnswer search(ApiRequest request) {
    Knowledge knowledge = knowledge(request);
    return ApiAnswer.ok(
        ApiJson.items(
            knowledge.find(request.asked("q").orElse(""), MOST_HITS),
            hit ->
                passage(hit.passage())
                    .put("source", hit.source())
                    .put("kind", hit.kind().name())
                    .put("title", hit.title())
                    .put("share", Math.round(hit.share() * 100) / 100.0)));
  }

  private ApiAnswer get(ApiRequest request) {
    KnowledgeSource source = source(request);
    ObjectNode whole = form(source);
    whole.set(
        "passages",
        ApiJson.items(store.passages(request.in().id(), source.id()), KnowledgeResource::passage)
            .get("items"));
    return ApiAnswer.ok(whole).with("ETag", CrmRequests.etag(source.revision()));
  }

  private ApiAnswer update(ApiRequest request) {
    KnowledgeSource changed =
        CrmRequests.change(
            () -> {
              KnowledgeSource before = source(request);
              CrmRequests.requireMatch(request, before.revision());
              return store.update(
                  before.id(),
                  before.revision(),
                  draft(request, before),
                  request.who().actor(),
                  clock.instant());
            });
    knowledge(request).changed();
    note(request, "knowledge.update", changed.id());
    return ApiAnswer.ok(form(changed)).with("ETag", CrmRequests.etag(changed.revision()));
  }

  private static KnowledgeSource.Draft draft(ApiRequest request, KnowledgeSource before) {
    String title = text(request, "title");
    String text = text(request, "text");
    return switch (before.kind()) {
      case ANSWER -> Knowledge.answer(before.businessId(), title, text);
      case PAGE -> Knowledge.page(before.businessId(), title, text);
      case FILE ->
          throw new ApiProblem(
              Kind.CONFLICT, "A file is changed by bringing one of the same name.");
    };
  }

  private ApiAnswer remove(ApiRequest request) {
    KnowledgeSource source = source(request);
    store.remove(request.in().id(), source.id());
    knowledge(request).changed();
    note(request, "knowledge.remove", source.id());
    return ApiAnswer.nothing();
  }

  private ApiAnswer questions(ApiRequest request) {
    audit.append(
        request
            .actor()
            .entry(clock.instant(), "question.list", request.in().id(), request.in().slug(), null));
    return ApiAnswer.ok(
        ApiJson.items(
            store.questions(request.in().id(), request.limit()), KnowledgeResource::question));
  }

  /// The answer has the question as its title. Whoever may not read what callers say names it.
  private ApiAnswer answer(ApiRequest request) {
    UnansweredQuestion question = unanswered(request);
    String asked = Optional.ofNullable(request.field("question")).map(PlainText::of).orElse("");
    if (asked.isEmpty()
        && !AccessPolicy.allows(request.who(), Permission.TRANSCRIPTS_READ, request.in().id())) {
      throw new ApiProblem(
          Kind.FORBIDDEN,
          "The caller's own words need %s there; without it, give the question."
              .formatted(Permission.TRANSCRIPTS_READ.scope()));
    }
    KnowledgeSource added =
        store.answer(
            question.id(),
            Knowledge.answer(
                request.in().id(),
                asked.isEmpty() ? question.question() : asked,
                text(request, "answer")),
            request.who().actor(),
            clock.instant());
    knowledge(request).changed();
    note(request, "question.answer", added.id());
    return created(added);
  }

  private ApiAnswer dismiss(ApiRequest request) {
    UnansweredQuestion question = unanswered(request);
    store.dismiss(request.in().id(), question.id());
    note(request, "question.dismiss", question.id());
    return ApiAnswer.nothing();
  }

  private UnansweredQuestion unanswered(ApiRequest request) {
    return store
        .question(request.in().id(), request.numberInPath("question"))
        .orElseThrow(() -> ApiProblem.unknown("question"));
  }

  private Knowledge knowledge(ApiRequest request) {
    return new Knowledge(request.in().id(), store, indexes);
  }

  private KnowledgeSource source(ApiRequest request) {
    return store
        .find(request.in().id(), request.numberInPath("source"))
        .orElseThrow(() -> ApiProblem.unknown("source"));
  }

  private static String text(ApiRequest request, String field) {
    String text = PlainText.of(request.field(field, ""));
    if (text.isEmpty()) {
      throw CrmRequests.invalid("/" + field, "no words", "write some");
    }
    return text;
  }

  private static ObjectNode form(KnowledgeSource source) {
    return ApiJson.object()
        .put("id", source.id())
        .put("kind", source.kind().name())
        .put("title", source.title())
        .put("characters", source.characters())
        .put("passageCount", source.passages())
        .put("changedAt", source.changedAt().toString())
        .put("changedBy", source.changedBy());
  }

  private static ObjectNode passage(KnowledgeSource.Passage passage) {
    return ApiJson.object().put("heading", passage.heading()).put("text", passage.text());
  }

  private static ObjectNode question(UnansweredQuestion question) {
    return ApiJson.object()
        .put("id", question.id())
        .put("question", question.question())
        .put("calls", question.calls())
        .put("call", question.call().value())
        .put("askedAt", question.askedAt().toString());
  }

  private void note(ApiRequest request, String action, long subject) {
    audit.append(
        request
            .actor()
            .entry(clock.instant(), action, request.in().id(), Long.toString(subject), null));
  }
}
