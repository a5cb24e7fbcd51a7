package app.kolan.server.console.page;

import app.kolan.server.console.http.Form;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.settings.ProblemWords;
import app.kolan.server.crm.ContactCsv;
import app.kolan.server.crm.ContactImport;
import app.kolan.server.crm.ContactRow;
import app.kolan.server.crm.ContactVcards;
import app.kolan.server.crm.CsvTable;
import app.kolan.server.identity.Permission;
import app.kolan.server.store.ContactStore;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Takes the people of a file over, a table as of Excel or cards as of a telephone.
public record ContactImportPages(ContactStore contacts, PageAudit audit) {
  private static final Duration LONGEST = Duration.ofSeconds(55);
  private static final int MOST_SHOWN = 50;
  private static final String PATH = "/b/{business}/people-import";

  public void addTo(Routes routes) {
    var write = PageAdmission.with(Permission.CONTACTS_WRITE);
    routes.get(PATH, write, request -> show(request, 200, null, null));
    routes.post(PATH, write, LONGEST, this::take);
  }

  /// The page.
  ///
  /// @param result what came of a file; null when none was sent
  /// @param problem why it cannot be used; null when it can
  public record Import(ContactImport.@Nullable Result result, ProblemWords.@Nullable Line problem) {
    /// The first lines that could not be used.
    public List<ContactRow> refused() {
      return result == null ? List.of() : result.refused().stream().limit(MOST_SHOWN).toList();
    }
  }

  private static PageAnswer show(
      PageRequest request,
      int status,
      ContactImport.@Nullable Result result,
      ProblemWords.@Nullable Line problem) {
    return request.show(status, "page/peopleImport", "people", new Import(result, problem));
  }

  private PageAnswer take(PageRequest request) {
    Form form = request.form();
    String text = CsvTable.text(form.file("file"));
    String country = request.site().locale(request.in()).country();
    List<ContactRow> rows;
    try {
      rows =
          isCards(form.fileName("file"), text)
              ? ContactVcards.read(text, country)
              : ContactCsv.read(text, country);
    } catch (IllegalArgumentException e) {
      return show(
          request,
          422,
          null,
          ProblemWords.ofFile(String.valueOf(e.getMessage()), request.texts().language()));
    }
    if (rows.size() > ContactImport.MOST) {
      return show(
          request,
          422,
          null,
          new ProblemWords.Line(
              request.texts().text("people.import.too-many", ContactImport.MOST), false));
    }
    ContactImport.Result result =
        new ContactImport(contacts, request.in().id(), request.who().actor(), request.at())
            .take(rows);
    audit.note(request, "contact.import");
    return show(request, 200, result, null);
  }

  private static boolean isCards(String name, String text) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".vcf") || text.stripLeading().startsWith("BEGIN:VCARD");
  }
}
