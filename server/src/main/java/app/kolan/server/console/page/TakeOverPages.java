package app.kolan.server.console.page;

import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.page.AgencyPages.Draft;
import app.kolan.server.console.settings.OwnSettings;
import app.kolan.server.console.settings.ProblemWords;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessFile;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.DirectoryConflict;
import app.kolan.server.directory.InvalidSettings;
import app.kolan.server.directory.OwnDocument;
import app.kolan.server.identity.Permission;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/// Takes the business of the server's own settings over into the console: a business of the
/// directory with the same settings as its first draft. Calls are answered as before until that is
/// published.
///
/// @param numbers of the server's own business; empty when they are not said
public record TakeOverPages(
    BusinessAdministration administration, OwnDocument own, List<PhoneNumber> numbers) {
  private static final String PATH = "/agency/take-over";

  public TakeOverPages {
    numbers = List.copyOf(numbers);
  }

  public void addTo(Routes routes) {
    var write = PageAdmission.everywhere(Permission.BUSINESSES_WRITE);
    routes.get(PATH, write, request -> form(request, 200, usual(request), Map.of(), false));
    routes.post(PATH, write, this::takeOver);
  }

  /// The form.
  ///
  /// @param name of the business as it is called now
  /// @param taken whether the short name or the number belongs to another business
  public record TakeOver(
      String name, Draft draft, Map<String, List<ProblemWords.Line>> problems, boolean taken) {
    public TakeOver {
      problems = Map.copyOf(problems);
    }

    public List<ProblemWords.Line> problems(String field) {
      return problems.getOrDefault(field, List.of());
    }

    public boolean isBad(String field) {
      return problems.containsKey(field);
    }
  }

  private static PageAnswer form(
      PageRequest request,
      int status,
      Draft draft,
      Map<String, List<ProblemWords.Line>> problems,
      boolean taken) {
    return request.show(
        status, "page/takeOver", "", new TakeOver(draft.name(), draft, problems, taken));
  }

  /// What the server's settings say.
  private Draft usual(PageRequest request) {
    Business business = business(request);
    BusinessLocale locale = business.locale();
    return new Draft(
        "",
        business.name(),
        locale.language(),
        locale.zone().getId(),
        numbers.isEmpty() ? "" : numbers.getFirst().value());
  }

  private static Business business(PageRequest request) {
    return request
        .site()
        .settings()
        .current(Business.FIRST)
        .map(BusinessSettings::business)
        .orElseThrow(() -> new IllegalStateException("the server has its own settings always"));
  }

  private PageAnswer takeOver(PageRequest request) {
    Draft usual = usual(request);
    var draft =
        new Draft(
            request.form().text("slug").strip(),
            usual.name(),
            usual.language(),
            usual.zone(),
            request.form().text("number").strip());
    try {
      BusinessFile file = BusinessFile.parse(draft.file(document(request)), "", null);
      BusinessRecord added =
          AgencyPages.audited(
              request,
              () ->
                  administration.addUnpublished(
                      file.identity(),
                      file.document(),
                      "",
                      Author.operatorByApi(request.who().actor())));
      return request.go(
          "/b/" + added.slug() + "/receptionist/changes", Flash.of("flash.taken-over"));
    } catch (InvalidSettings invalid) {
      return form(request, 400, draft, AgencyPages.atFields(request, invalid.problems()), false);
    } catch (DirectoryConflict _) {
      return form(request, 409, draft, Map.of(), true);
    }
  }

  /// As it stands in the settings; of a server that was started by a program, as far as the
  /// business says it.
  private ObjectNode document(PageRequest request) {
    Business business = business(request);
    ObjectNode set = own.toTakeOver(business.profile().instructions());
    return set.isEmpty() ? OwnSettings.of(business) : set;
  }
}
