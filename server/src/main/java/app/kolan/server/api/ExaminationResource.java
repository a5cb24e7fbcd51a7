package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.audit.AuditDetail;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.examination.ExaminationFinding;
import app.kolan.server.examination.ExaminationRun;
import app.kolan.server.examination.Examinations;
import app.kolan.server.examination.Examiner.ChangeResult;
import app.kolan.server.examination.NumberChange;
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.Permission;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The doctor, started by a request: what it finds, what could be set right at Twilio, and setting
/// it right.
record ExaminationResource(Api.Examining examining, AuditLog audit, InstantSource clock) {
  void addTo(Map<String, Operation> operations) {
    operations.put("getExamination", this::get);
    operations.put("startExamination", this::start);
    operations.put("changeNumber", this::change);
  }

  private ApiAnswer get(ApiRequest request) {
    boolean whole = request.asked("whole").orElse("false").equals("true");
    requireWhole(request, whole);
    return shown(request, whole);
  }

  private ApiAnswer start(ApiRequest request) {
    boolean whole = request.json().path("whole").asBoolean(false);
    requireWhole(request, whole);
    if (!examining.examinations().arePossible()) {
      throw new ApiProblem(Kind.CONFLICT, "The doctor is not installed beside this server.");
    }
    boolean begun =
        examining
            .examinations()
            .begin(examining.subjects().of(request.in(), whole), request.who().actor());
    if (!begun) {
      throw new ApiProblem(Kind.CONFLICT, "Another examination runs; ask again in a minute.");
    }
    note(request, "numbers.examine", AuditDetail.of("whole", Boolean.toString(whole)));
    return shown(request, whole);
  }

  /// What is found of the machine is for who runs the server.
  private static void requireWhole(ApiRequest request, boolean whole) {
    if (whole && !AccessPolicy.allowsEverywhere(request.who(), Permission.ACCOUNTS_READ)) {
      throw new ApiProblem(
          Kind.FORBIDDEN,
          "Whoever runs the server may have everything examined; leave `whole` out.");
    }
  }

  private ApiAnswer change(ApiRequest request) {
    Examinations examinations = examining.examinations();
    NumberChange change =
        examinations
            .change(request.in().id(), request.field("change", ""))
            .orElseThrow(() -> ApiProblem.unknown("change; have the numbers examined first"));
    ChangeResult result;
    try {
      result =
          examinations
              .make(examining.subjects().of(request.in(), false), change, request.who().actor())
              .orElseThrow(
                  () -> new ApiProblem(Kind.CONFLICT, "Another change is being made; ask again."));
    } catch (InterruptedException _) {
      note(request, "numbers.change", change.auditDetail("unsure"));
      Thread.currentThread().interrupt();
      throw new ApiProblem(Kind.BUSY, "The server stops.");
    }
    note(request, "numbers.change", change.auditDetail(result.word()));
    ObjectNode form = ApiJson.object();
    switch (result) {
      case ChangeResult.Made _ -> form.put("made", true).putNull("detail");
      case ChangeResult.Failed failed -> form.put("made", false).put("detail", failed.why());
      case ChangeResult.Outdated _ ->
          throw new ApiProblem(
              Kind.CONFLICT, "The number is not any more as it was found; examine it again.");
    }
    if (result instanceof ChangeResult.Failed failed && !failed.maybeChanged()) {
      form.putNull("undo");
    } else {
      put(form.putObject("undo"), change.reversed());
    }
    return ApiAnswer.ok(form);
  }

  private ApiAnswer shown(ApiRequest request, boolean whole) {
    Examinations examinations = examining.examinations();
    ObjectNode form = ApiJson.object();
    form.put("possible", examinations.arePossible());
    ExaminationRun run = examinations.latest(request.in().id(), whole).orElse(null);
    if (run == null) {
      form.putNull("run");
    } else {
      put(form.putObject("run"), run);
    }
    Examinations.Change last = examinations.lastChange(request.in().id()).orElse(null);
    if (last == null) {
      form.putNull("undo");
    } else {
      put(form.putObject("undo"), last.change().reversed());
    }
    return ApiAnswer.ok(form);
  }

  private static void put(ObjectNode form, ExaminationRun run) {
    form.put("id", run.id());
    form.put("whole", run.whole());
    form.put("state", run.state().name());
    form.put("startedAt", run.startedAt().toString());
    form.put("by", run.by());
    ExaminationRun.Step current = run.current();
    form.put("checking", current == null ? null : current.check());
    ArrayNode findings = form.putArray("findings");
    for (ExaminationFinding finding : run.findings()) {
      ObjectNode node = findings.addObject();
      node.put("part", finding.part().name());
      node.put("check", finding.check());
      node.put("level", finding.level().name());
      node.put("what", finding.what());
      node.put("why", finding.why());
      node.put("remedy", finding.remedy());
      ArrayNode codes = node.putArray("codes");
      finding.codes().forEach(codes::add);
    }
    ArrayNode changes = form.putArray("changes");
    run.changes().forEach(change -> put(changes.addObject(), change));
  }

  private static void put(ObjectNode form, NumberChange change) {
    form.put("id", change.id());
    form.put("number", change.number().value());
    ArrayNode fields = form.putArray("fields");
    for (NumberChange.FieldChange field : change.fields()) {
      fields
          .addObject()
          .put("field", field.field().form())
          .put("is", field.shownIs())
          .put("shouldBe", field.shownShouldBe());
    }
  }

  private void note(ApiRequest request, String action, @Nullable String detail) {
    audit.append(
        request
            .actor()
            .entry(clock.instant(), action, request.in().id(), request.in().slug(), detail));
  }
}
