package app.kolan.server.console.page;

import app.kolan.server.console.http.Form;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.crm.DueTime;
import app.kolan.server.store.CrmConflict;
import app.kolan.server.store.Promise;
import app.kolan.server.store.PromiseStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What forms do to a promise beside keeping it: putting it off, and taking back what was done.
final class PromiseForm {
  /// What a promise can have been before it was kept or put off.
  private static final Set<String> UNDONE =
      Set.of(Promise.State.OPEN.name(), Promise.State.BROKEN.name());

  private PromiseForm() {}

  /// By an hour from now, or from when it is due.
  static Promise later(PromiseStore store, PageRequest request, Promise promise) {
    Instant from = promise.dueAt().isAfter(request.at()) ? promise.dueAt() : request.at();
    Instant due = from.plus(Duration.ofHours(1));
    return store.update(
        request.in().id(),
        promise.id(),
        promise.revision(),
        promise.words(),
        due,
        DueTime.reminder(due, request.at()),
        request.who().actor(),
        request.at());
  }

  /// The fields of the form that takes a change back, as long as there was no other one.
  static Map<String, String> undoing(Promise before, Promise after) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("action", "undo");
    fields.put("revision", Long.toString(after.revision()));
    fields.put("state", before.state().name());
    fields.put("due", Long.toString(before.dueAt().toEpochMilli()));
    Instant remindAt = before.remindAt();
    fields.put("remind", remindAt == null ? "" : Long.toString(remindAt.toEpochMilli()));
    return fields;
  }

  /// Takes a change back.
  static Promise undo(PromiseStore store, PageRequest request, Promise promise) {
    Form form = request.form();
    Instant due = moment(form.text("due"));
    if (due == null
        || !form.text("revision").matches("[0-9]{1,18}")
        || !UNDONE.contains(form.text("state"))) {
      throw new PageProblem(Kind.MALFORMED);
    }
    try {
      return store.restore(
          request.in().id(),
          promise.id(),
          Long.parseLong(form.text("revision")),
          form.text("state").equals(Promise.State.BROKEN.name()),
          due,
          moment(form.text("remind")),
          request.who().actor(),
          request.at());
    } catch (CrmConflict _) {
      throw new PageProblem(Kind.CHANGED);
    }
  }

  private static @Nullable Instant moment(String millis) {
    if (millis.isEmpty()) {
      return null;
    }
    if (!millis.matches("[0-9]{1,15}")) {
      throw new PageProblem(Kind.MALFORMED);
    }
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }
}
