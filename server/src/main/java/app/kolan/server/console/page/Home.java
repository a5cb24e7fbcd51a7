package app.kolan.server.console.page;

import app.kolan.server.business.Business;
import app.kolan.server.console.http.NavItem;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.Permission;
import app.kolan.server.store.CallStore;
import app.kolan.twilio.webhook.CallSid;
import java.util.List;
import java.util.Optional;

/// Where somebody comes who has signed in: the first page that he may see, of the business that he
/// was in last.
///
/// @param calls by which links of alerts find their business
public record Home(CallStore calls) {
  public void addTo(Routes routes) {
    routes.get("/", PageAdmission.PERSON, this::go);
    routes.get("/leads/{call}", PageAdmission.PERSON, this::goToLead);
    routes.get("/b/{business}", PageAdmission.with(Permission.BUSINESSES_READ), this::goInBusiness);
    routes.get(
        "/b/{business}/more",
        PageAdmission.with(Permission.BUSINESSES_READ),
        request -> request.show("page/more", "more", ""));
  }

  private PageAnswer go(PageRequest request) {
    List<BusinessRecord> all = request.site().of(request.who());
    Optional<BusinessRecord> last =
        all.stream()
            .filter(business -> business.slug().equals(request.lastBusiness()))
            .findFirst()
            .or(() -> all.stream().findFirst());
    return last.map(
            business ->
                isFirstStart(request, all) ? request.go("/agency/new") : to(request, business))
        .orElseGet(() -> request.show("page/nowhere", "", "nowhere.no-business"));
  }

  /// Whether whoever runs the server has only the business that it comes with: nameless, and never
  /// called. He is led to making one of his own then.
  private boolean isFirstStart(PageRequest request, List<BusinessRecord> all) {
    return all.size() == 1
        && AccessPolicy.allowsEverywhere(request.who(), Permission.BUSINESSES_WRITE)
        && request.site().name(all.getFirst()).equals(Business.UNNAMED)
        && calls.latest(1).isEmpty();
  }

  /// Alerts know a lead by its call alone.
  private PageAnswer goToLead(PageRequest request) {
    var call = new CallSid(request.inPath("call"));
    BusinessRecord business =
        calls
            .find(call)
            .flatMap(
                found ->
                    request.site().of(request.who()).stream()
                        .filter(known -> known.id() == found.businessId())
                        .findFirst())
            .orElseThrow(PageProblem::unknown);
    return request.go("/b/" + business.slug() + "/leads/" + call.value());
  }

  private PageAnswer goInBusiness(PageRequest request) {
    return to(request, request.in());
  }

  private static PageAnswer to(PageRequest request, BusinessRecord business) {
    return request.site().navigation().stream()
        .filter(item -> AccessPolicy.allows(request.who(), item.permission(), business.id()))
        .map(NavItem::path)
        .findFirst()
        .map(path -> request.go("/b/" + business.slug() + path))
        .orElseGet(() -> request.show("page/nowhere", "", "nowhere.no-page"));
  }
}
