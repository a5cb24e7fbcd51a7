package app.kolan.server.api;

import app.kolan.server.audit.AuditLog;
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.Permission;
import app.kolan.server.store.SearchHit;
import app.kolan.server.store.SearchHit.Kind;
import app.kolan.server.store.SearchStore;
import app.kolan.server.store.SearchText;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The search in a business. What was sought is in no log: only who searched.
record SearchResource(SearchStore search, AuditLog audit, InstantSource clock) {
  void addTo(Map<String, Operation> operations) {
    operations.put("search", this::find);
  }

  private ApiAnswer find(ApiRequest request) {
    List<String> words = SearchText.query(request.asked("q").orElse(""));
    if (words.isEmpty()) {
      throw CrmRequests.invalid("q", "no word", "give at least two letters or digits");
    }
    Set<Kind> kinds =
        request.asked("kind").map(kind -> EnumSet.of(Kind.valueOf(kind))).orElse(allowed(request));
    kinds.retainAll(allowed(request));
    audit.append(
        request
            .actor()
            .entry(clock.instant(), "search", request.in().id(), request.in().slug(), null));
    SearchStore.Page page =
        search.find(
            new SearchStore.Query(
                request.in().id(),
                words,
                kinds,
                request.cursorNumber(Long.MAX_VALUE),
                request.limit()));
    ObjectNode form = ApiJson.items(page.hits(), SearchResource::form);
    form.put("next", page.next() == null ? null : page.next().toString());
    return ApiAnswer.ok(form);
  }

  /// Contacts are found by those alone who may see them.
  private static EnumSet<Kind> allowed(ApiRequest request) {
    return AccessPolicy.allows(request.who(), Permission.CONTACTS_READ, request.in().id())
        ? EnumSet.allOf(Kind.class)
        : EnumSet.of(Kind.CALL);
  }

  private static ObjectNode form(SearchHit hit) {
    ObjectNode form = ApiJson.object();
    form.put("kind", hit.call() == null ? "CONTACT" : "CALL");
    form.put("call", hit.call() == null ? null : hit.call().value());
    form.put("contact", hit.contact());
    ArrayNode matches = form.putArray("matches");
    hit.matches()
        .forEach(
            match ->
                matches
                    .addObject()
                    .put("in", match.part().name())
                    .put("turn", match.turn())
                    .put("text", match.text()));
    return form;
  }
}
