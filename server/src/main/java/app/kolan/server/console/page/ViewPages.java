package app.kolan.server.console.page;

import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.Form;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.crm.PlainText;
import app.kolan.server.identity.Permission;
import app.kolan.server.store.SavedView;
import app.kolan.server.store.SavedViewStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Keeps the filters of a list under a name, for who has chosen them alone. Words that somebody
/// searched for are no part of them: they may name people, whose data is erased elsewhere.
public record ViewPages(SavedViewStore store) {
  private static final String PATH = "/b/{business}/views";
  private static final int LONGEST_TITLE = 60;
  private static final int LONGEST_VALUE = 40;
  private static final Map<SavedView.Page, List<String>> FILTERS =
      Map.of(
          SavedView.Page.CALLS, List.of("outcome", "days", "since", "until", "unheard"),
          SavedView.Page.LEADS, List.of("state", "mine"));

  public void addTo(Routes routes) {
    var read = PageAdmission.with(Permission.CALLS_READ);
    routes.post(PATH, read, this::add);
    routes.post(PATH + "/{view}", read, this::remove);
  }

  private static SavedView.Page page(PageRequest request) {
    for (SavedView.Page page : SavedView.Page.values()) {
      if (page.name().equals(request.form().text("page"))) {
        return page;
      }
    }
    throw new PageProblem(Kind.MALFORMED);
  }

  private PageAnswer add(PageRequest request) {
    SavedView.Page page = page(request);
    String title = PlainText.of(request.form().text("title"));
    var filters = new LinkedHashMap<String, String>();
    for (String name : FILTERS.getOrDefault(page, List.of())) {
      String value = request.form().text(name);
      if (!value.isEmpty() && value.length() <= LONGEST_VALUE) {
        filters.put(name, value);
      }
    }
    String query = ViewBar.query(filters);
    String list = request.inBusiness(ViewBar.path(page));
    if (title.isEmpty() || title.length() > LONGEST_TITLE || filters.isEmpty()) {
      throw new PageProblem(Kind.MALFORMED);
    }
    boolean kept =
        store
            .add(request.in().id(), request.user().id(), page, title, query, request.at())
            .isPresent();
    return request.go(
        list + "?" + query,
        kept ? Flash.of("flash.view-kept", title) : Flash.of("flash.views-full"));
  }

  private PageAnswer remove(PageRequest request) {
    SavedView.Page page = page(request);
    long view = request.numberInPath("view");
    SavedView removed =
        store.list(request.in().id(), request.user().id(), page).stream()
            .filter(each -> each.id() == view)
            .findFirst()
            .orElseThrow(PageProblem::unknown);
    if (!store.remove(request.in().id(), request.user().id(), view)) {
      throw PageProblem.unknown();
    }
    var again = new LinkedHashMap<String, String>();
    Form.of(removed.filters())
        .fields()
        .forEach((name, values) -> again.put(name, values.getFirst()));
    again.put("page", page.name());
    again.put("title", removed.title());
    return request.go(
        request.inBusiness(ViewBar.path(page)),
        Flash.of("flash.view-removed", removed.title())
            .undoneBy(request.inBusiness("/views"), again));
  }
}
