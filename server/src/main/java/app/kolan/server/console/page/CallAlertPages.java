package app.kolan.server.console.page;

import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.examination.TwilioAlerts;
import app.kolan.server.identity.Permission;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Stores;

/// What Twilio complained of in a call, when somebody asks it.
public record CallAlertPages(Stores stores, TwilioAlerts twilio, PageAudit audit) {
  public void addTo(Routes routes) {
    routes.post(
        "/b/{business}/calls/{call}/alerts",
        PageAdmission.with(Permission.NUMBERS_READ),
        this::alerts);
  }

  /// @param account whether the server has tokens of the account, without which Twilio is not asked
  public record Alerts(LoggedCall call, TwilioAlerts.Answer alerts, boolean account) {}

  private PageAnswer alerts(PageRequest request) {
    LoggedCall call = CallPages.call(stores, request);
    audit.note(request, "numbers.alerts", call.sid().value());
    TwilioAlerts.Answer answer;
    try {
      answer = twilio.about(request.in(), call);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new PageProblem(PageProblem.Kind.BUSY);
    }
    boolean account = !(answer instanceof TwilioAlerts.Answer.NoAccount);
    return request.show("page/callAlerts", "calls", new Alerts(call, answer, account));
  }
}
