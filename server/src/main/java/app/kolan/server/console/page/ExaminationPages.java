package app.kolan.server.console.page;

import app.kolan.server.api.Api;
import app.kolan.server.audit.AuditDetail;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.page.NumberPages.Typed;
import app.kolan.server.examination.ExaminationSubject;
import app.kolan.server.examination.Examiner.ChangeResult;
import app.kolan.server.examination.NumberChange;
import app.kolan.server.identity.Permission;
import java.time.Duration;
import java.util.Map;

/// Has the doctor look at the numbers of a business, sets right at Twilio what it found, and asks
/// Twilio what it complains of.
public record ExaminationPages(NumberPages page, Api.Examining examining, PageAudit audit) {
  /// Twilio is asked several times meanwhile.
  private static final Duration LONGEST = Duration.ofSeconds(55);

  private static final String PATH = NumberPages.PATH;
  private static final String IN_BUSINESS = NumberPages.IN_BUSINESS;

  public void addTo(Routes routes) {
    routes.post(
        IN_BUSINESS + "/examination", PageAdmission.with(Permission.SETTINGS_WRITE), this::start);
    routes.post(
        IN_BUSINESS + "/change",
        PageAdmission.with(Permission.NUMBERS_WRITE),
        LONGEST,
        this::change);
    routes.post(IN_BUSINESS + "/alerts", PageAdmission.with(Permission.NUMBERS_READ), this::alerts);
  }

  private PageAnswer start(PageRequest request) {
    boolean whole = request.form().text("scope").equals("server");
    if (whole && !NumberPages.runsServer(request)) {
      throw new PageProblem(Kind.FORBIDDEN);
    }
    if (!begin(request, whole)) {
      return request.go(request.inBusiness(PATH), Flash.of("flash.examination-busy"));
    }
    audit.note(
        request,
        "numbers.examine",
        request.in().slug(),
        AuditDetail.of("whole", Boolean.toString(whole)));
    return request.go(request.inBusiness(PATH));
  }

  private boolean begin(PageRequest request, boolean whole) {
    return examining
        .examinations()
        .begin(examining.subjects().of(request.in(), whole), request.who().actor());
  }

  /// Makes a change that an examination has offered, and looks again.
  private PageAnswer change(PageRequest request) {
    NumberChange change =
        examining
            .examinations()
            .change(request.in().id(), request.form().text("change"))
            .orElseThrow(() -> new PageProblem(Kind.CHANGED));
    ExaminationSubject subject = examining.subjects().of(request.in(), false);
    ChangeResult result;
    try {
      result =
          examining
              .examinations()
              .make(subject, change, request.who().actor())
              .orElseThrow(() -> new PageProblem(Kind.BUSY));
    } catch (InterruptedException _) {
      audit.note(request, "numbers.change", request.in().slug(), change.auditDetail("unsure"));
      Thread.currentThread().interrupt();
      throw new PageProblem(Kind.BUSY);
    }
    audit.note(request, "numbers.change", request.in().slug(), change.auditDetail(result.word()));
    Flash flash =
        switch (result) {
          case ChangeResult.Made _ ->
              Flash.of("flash.number-changed").undoneBy(path(request), undo(change));
          case ChangeResult.Outdated _ -> Flash.of("flash.number-outdated");
          case ChangeResult.Failed failed ->
              failed.maybeChanged()
                  ? Flash.of("flash.number-unsure").undoneBy(path(request), undo(change))
                  : Flash.of("flash.number-unchanged");
        };
    boolean _ = begin(request, false);
    return request.go(request.inBusiness(PATH), flash);
  }

  private static String path(PageRequest request) {
    return request.inBusiness(PATH + "/change");
  }

  private static Map<String, String> undo(NumberChange change) {
    return Map.of("change", change.reversed().id());
  }

  private PageAnswer alerts(PageRequest request) {
    audit.note(request, "numbers.alerts");
    try {
      return page.show(
          request,
          200,
          Typed.NOTHING,
          examining.alerts().of(request.in(), NumberPages.runsServer(request)));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new PageProblem(Kind.BUSY);
    }
  }
}
