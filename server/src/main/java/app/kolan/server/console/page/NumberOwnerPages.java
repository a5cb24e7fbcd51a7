package app.kolan.server.console.page;

import app.kolan.server.audit.AuditDetail;
import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditedChange;
import app.kolan.server.audit.AuditedChange.Change;
import app.kolan.server.business.CallbackNumber;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.page.NumberPages.Typed;
import app.kolan.server.console.settings.ProblemWords;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.directory.BusinessNumbers;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.BusinessState;
import app.kolan.server.directory.DirectoryConflict;
import app.kolan.server.directory.InvalidSettings;
import app.kolan.server.identity.Permission;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.List;
import java.util.Map;

/// Giving a number to a business, taking it away and moving it to another one, each to be undone.
public record NumberOwnerPages(NumberPages page, BusinessAdministration administration) {
  public void addTo(Routes routes) {
    routes.post(
        NumberPages.IN_BUSINESS, PageAdmission.with(Permission.NUMBERS_WRITE), this::change);
  }

  private PageAnswer change(PageRequest request) {
    String text = request.form().text("number").strip();
    String typed =
        CallbackNumber.ofKeys(text, request.site().locale(request.in()).country())
            .map(PhoneNumber::value)
            .orElse(text);
    try {
      return switch (request.form().text("action")) {
        case "give" -> give(request, typed);
        case "take" -> take(request, new PhoneNumber(typed));
        case "move" -> move(request, new PhoneNumber(typed));
        default -> throw new PageProblem(Kind.MALFORMED);
      };
    } catch (InvalidSettings invalid) {
      List<ProblemWords.Line> problems =
          invalid.problems().stream()
              .map(problem -> ProblemWords.atField(problem, request.texts().language()))
              .toList();
      return page.show(request, 422, new Typed(typed, false, problems), null);
    }
  }

  private PageAnswer give(PageRequest request, String typed) throws InvalidSettings {
    BusinessRecord business = request.in();
    BusinessRecord given;
    try {
      given =
          audited(
              request,
              "numbers.give",
              AuditDetail.of("number", typed),
              () -> numbers().give(business, typed, SettingsAccess.author(request)));
    } catch (DirectoryConflict conflict) {
      if (isElsewhere(request, typed)) {
        return page.show(request, 409, new Typed(typed, true, List.of()), null);
      }
      throw conflict;
    }
    PhoneNumber added =
        given.numbers().stream()
            .filter(number -> !business.numbers().contains(number))
            .findFirst()
            .orElseThrow(() -> new PageProblem(Kind.CHANGED));
    return request.go(
        request.inBusiness(NumberPages.PATH),
        Flash.of("flash.number-given", shown(added))
            .undoneBy(
                request.inBusiness(NumberPages.PATH),
                Map.of("action", "take", "number", added.value())));
  }

  private static boolean isElsewhere(PageRequest request, String typed) {
    String digits = typed.replaceAll("[^+0-9]", "");
    return request.site().of(request.who()).stream()
        .filter(other -> other.id() != request.in().id())
        .anyMatch(other -> other.numbers().contains(new PhoneNumber(digits)));
  }

  private PageAnswer take(PageRequest request, PhoneNumber number) throws InvalidSettings {
    BusinessRecord _ =
        audited(
            request,
            "numbers.take",
            AuditDetail.of("number", number.value()),
            () -> numbers().take(request.in(), number, SettingsAccess.author(request)));
    return request.go(
        request.inBusiness(NumberPages.PATH),
        Flash.of("flash.number-taken", shown(number))
            .undoneBy(
                request.inBusiness(NumberPages.PATH),
                Map.of("action", "give", "number", number.value())));
  }

  private PageAnswer move(PageRequest request, PhoneNumber number) throws InvalidSettings {
    BusinessRecord from = request.in();
    BusinessRecord to =
        request.site().of(request.who()).stream()
            .filter(other -> other.slug().equals(request.form().text("to")))
            .filter(other -> other.state() != BusinessState.CLOSED)
            .findFirst()
            .orElseThrow(() -> new PageProblem(Kind.CHANGED));
    BusinessRecord moved =
        audited(
            List.of(
                entry(
                    request,
                    from,
                    "numbers.move",
                    AuditDetail.of("number", number.value(), "to", to.slug())),
                entry(
                    request,
                    to,
                    "numbers.move",
                    AuditDetail.of("number", number.value(), "from", from.slug()))),
            () -> numbers().move(from, number, to, SettingsAccess.author(request)));
    return request.go(
        request.inBusiness(NumberPages.PATH),
        Flash.of("flash.number-moved", shown(number), request.site().name(moved))
            .undoneBy(
                "/b/" + moved.slug() + NumberPages.PATH,
                Map.of("action", "move", "number", number.value(), "to", from.slug())));
  }

  /// A number within a sentence of either direction.
  private static String shown(PhoneNumber number) {
    return "\u2066" + number.value() + "\u2069";
  }

  private BusinessNumbers numbers() {
    return administration.numbers();
  }

  private static BusinessRecord audited(
      PageRequest request,
      String action,
      String detail,
      Change<BusinessRecord, InvalidSettings> change)
      throws InvalidSettings {
    return audited(List.of(entry(request, request.in(), action, detail)), change);
  }

  /// With its entries in the audit log in the same transaction.
  private static BusinessRecord audited(
      List<AuditEntry> entries, Change<BusinessRecord, InvalidSettings> change)
      throws InvalidSettings {
    return AuditedChange.ofSeveral(_ -> entries, change);
  }

  private static AuditEntry entry(
      PageRequest request, BusinessRecord of, String action, String detail) {
    return request.actor().entry(request.at(), action, of.id(), of.slug(), detail);
  }
}
