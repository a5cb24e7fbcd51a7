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
import app.kolan.server.identity.Permission;
import app.kolan.server.privacy.Erased;
import app.kolan.server.privacy.ErasureRequest;
import app.kolan.server.privacy.ErasureScope;
import app.kolan.server.privacy.Erasures;
import app.kolan.server.privacy.PrivacyRefusal;
import app.kolan.server.store.HandledCallStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.SavedView;
import app.kolan.server.store.Stores;
import app.kolan.twilio.webhook.CallSid;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// What is done to several calls or leads of a list at once. Who deletes is shown first what is
/// lost.
public record BulkPages(Stores stores, BulkLeads leads, Api.Privacy privacy, PageAudit audit) {
  /// As many as a page of a list shows.
  static final int MOST = 50;

  static final String ROW = "row";
  static final String PATH = "/b/{business}/bulk";
  private static final String DO = "do";

  public void addTo(Routes routes) {
    var write = PageAdmission.with(Permission.LEADS_WRITE);
    routes.post(PATH + "/calls", write, this::calls);
    routes.post(PATH + "/leads", write, this::leads);
    routes.post(PATH + "/erase", PageAdmission.with(Permission.PERSONS_ERASE), this::erase);
  }

  /// What deleting would lose.
  ///
  /// @param page the list that they were chosen on
  /// @param held how many are left because a legal hold keeps them
  public record Loss(
      SavedView.Page page,
      List<String> rows,
      int calls,
      int lines,
      int files,
      String megabytes,
      int held) {
    public Loss {
      rows = List.copyOf(rows);
    }

    public String path() {
      return ViewBar.path(page);
    }
  }

  private PageAnswer calls(PageRequest request) {
    List<CallSid> chosen = chosen(request);
    String list = request.inBusiness(ViewBar.path(SavedView.Page.CALLS));
    if (chosen.isEmpty()) {
      return request.go(list, Flash.of("flash.none-chosen"));
    }
    if (request.form().text(DO).equals("erase")) {
      return lossOf(request, SavedView.Page.CALLS, chosen);
    }
    HandledCallStore handled = stores.crm().handledCalls();
    boolean undo = request.form().text(DO).equals("unhandle");
    for (CallSid call : chosen) {
      if (undo) {
        handled.remove(request.in().id(), call);
      } else {
        handled.add(request.in().id(), call, request.who().actor(), request.at());
      }
      audit.note(request, "call.handle", call.value());
    }
    return request.go(
        list,
        undo
            ? Flash.of("flash.calls-unhandled")
            : Flash.of("flash.calls-handled", Integer.toString(chosen.size()))
                .undoneBy(
                    request.inBusiness("/bulk/calls"),
                    Map.of(DO, "unhandle", "rows", BulkLeads.joined(chosen))));
  }

  private PageAnswer leads(PageRequest request) {
    String list = request.inBusiness(ViewBar.path(SavedView.Page.LEADS));
    if (request.form().has(BulkLeads.RESTORE)) {
      leads.restore(request);
      return request.go(list, Flash.of("flash.leads-restored"));
    }
    List<CallSid> chosen = chosen(request);
    if (chosen.isEmpty()) {
      return request.go(list, Flash.of("flash.none-chosen"));
    }
    return request.form().text(DO).equals("erase")
        ? lossOf(request, SavedView.Page.LEADS, chosen)
        : request.go(list, leads.change(request, chosen));
  }

  /// The calls that were ticked, those of this business alone.
  private List<CallSid> chosen(PageRequest request) {
    var sids = new LinkedHashSet<CallSid>();
    List<String> rows =
        request.form().has("rows")
            ? BulkLeads.parted(request.form().text("rows"))
            : request.form().all(ROW);
    for (String row : rows) {
      try {
        sids.add(new CallSid(row));
      } catch (IllegalArgumentException _) {
        throw new PageProblem(Kind.MALFORMED);
      }
    }
    if (sids.size() > MOST) {
      throw new PageProblem(Kind.MALFORMED);
    }
    Map<CallSid, LoggedCall> known = stores.calls().find(sids);
    return sids.stream()
        .filter(sid -> known.containsKey(sid) && known.get(sid).businessId() == request.in().id())
        .toList();
  }

  /// Says what is lost; nothing is changed.
  private PageAnswer lossOf(PageRequest request, SavedView.Page page, List<CallSid> chosen) {
    if (!request.may(Permission.PERSONS_ERASE)) {
      throw new PageProblem(Kind.FORBIDDEN);
    }
    Erased sum = Erased.NOTHING;
    var rows = new ArrayList<String>();
    int held = 0;
    for (CallSid call : chosen) {
      Erasures.Preview preview = privacy.erasures().preview(scope(request, call));
      if (preview.holds().isEmpty()) {
        sum = sum.plus(preview.erased());
        rows.add(call.value());
      } else {
        held++;
      }
    }
    audit.note(request, "person.preview");
    int lines = sum.rows().values().stream().mapToInt(Integer::intValue).sum();
    return request.show(
        "page/bulkErasure",
        page == SavedView.Page.CALLS ? "calls" : "leads",
        new Loss(
            page,
            rows,
            rows.size(),
            lines,
            sum.files(),
            "%.1f".formatted(sum.bytes() / 1e6),
            held));
  }

  private static ErasureScope.OfCall scope(PageRequest request, CallSid call) {
    return new ErasureScope.OfCall(request.in().id(), call);
  }

  private PageAnswer erase(PageRequest request) {
    int begun = 0;
    for (CallSid call : chosen(request)) {
      try {
        ErasureRequest erasure =
            privacy
                .erasures()
                .request(request.in().id(), scope(request, call), request.who().actor());
        audit.note(
            request,
            "person.erase",
            "call:" + call.value(),
            AuditDetail.of("erasure", Long.toString(erasure.id()), "by", erasure.kind().name()));
        begun++;
      } catch (PrivacyRefusal _) {
        // Held or gone since it was looked at: it stays as it is.
      }
    }
    return request.go(
        request.inBusiness(
            ViewBar.path(
                request.form().text("page").equals(SavedView.Page.LEADS.name())
                    ? SavedView.Page.LEADS
                    : SavedView.Page.CALLS)),
        Flash.of("flash.calls-erasing", Integer.toString(begun)));
  }
}
