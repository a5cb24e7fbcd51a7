package app.kolan.server.console.page;

import app.kolan.server.business.TransferTargets.Target;
import app.kolan.server.console.http.CallAudioSockets;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.identity.Permission;
import app.kolan.server.session.CallDirection;
import app.kolan.server.store.Stores;
import app.kolan.server.telephony.CallControls;
import app.kolan.server.telephony.CallControls.Controlled;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.Optional;

/// Stepping into a call while its agent talks: hearing it, a hint in writing, connecting the caller
/// to somebody, hanging up. Each is in the audit log before it is done. A call of another business
/// is not found; one of this business in which no agent talks is said to be over.
public record LiveCallPages(
    Stores stores,
    CallControls calls,
    CallAudioSockets sockets,
    UserTelephone telephone,
    PageAudit audit) {
  private static final String PATH = "/b/{business}/live/{call}";
  private static final String LIVE = "/live";
  private static final int LONGEST_HINT = 500;

  public void addTo(Routes routes) {
    PageAdmission write = PageAdmission.with(Permission.CALLS_WRITE);
    routes.post(PATH + "/hint", write, this::hint);
    routes.post(PATH + "/transfer", write, this::transfer);
    routes.post(PATH + "/hang-up", write, this::hangUp);
    routes.get(PATH + "/audio", PageAdmission.with(Permission.RECORDINGS_READ), this::listen);
  }

  private Optional<Controlled> find(PageRequest request) {
    CallSid call = CallPages.call(stores, request).sid();
    return calls.findAnywhere(call, request.in().id());
  }

  private PageAnswer hint(PageRequest request) {
    Optional<Controlled> call = find(request);
    String text = request.form().text("hint").strip();
    if (text.length() > LONGEST_HINT) {
      throw new PageProblem(Kind.MALFORMED);
    }
    if (call.isEmpty() || text.isEmpty()) {
      return back(request, text.isEmpty() ? "flash.hint-empty" : "flash.call-over");
    }
    audit.note(request, "call.hint", request.inPath("call"));
    if (!call.get().control().hint(text)) {
      return back(request, "flash.hint-impossible");
    }
    return back(request, "flash.hint-sent");
  }

  private PageAnswer transfer(PageRequest request) {
    Optional<Controlled> call = find(request);
    Optional<PhoneNumber> to = call.flatMap(known -> target(request, known));
    if (call.isEmpty() || to.isEmpty()) {
      boolean mine = call.isPresent() && request.form().has("mine");
      return back(request, mine ? "flash.telephone-not-rung" : "flash.call-over");
    }
    audit.note(request, "call.transfer", request.inPath("call"));
    if (!call.get().control().direct(new CallDirection.HandOver(to.get()))) {
      return back(request, "flash.call-directed");
    }
    return back(request, "flash.call-transferred");
  }

  /// Somebody of the settings, or who asks.
  private Optional<PhoneNumber> target(PageRequest request, Controlled call) {
    return request.form().has("mine")
        ? telephone.of(request)
        : call.settings()
            .business()
            .transfers()
            .find(request.form().text("to"))
            .map(Target::number);
  }

  private PageAnswer hangUp(PageRequest request) {
    Optional<Controlled> call = find(request);
    if (call.isEmpty()) {
      return back(request, "flash.call-over");
    }
    audit.note(request, "call.hang-up", request.inPath("call"));
    if (!call.get().control().direct(new CallDirection.HangUp())) {
      return back(request, "flash.call-directed");
    }
    return back(request, "flash.call-hung-up");
  }

  private PageAnswer listen(PageRequest request) {
    Controlled call = find(request).orElseThrow(PageProblem::unknown);
    var sid = new CallSid(request.inPath("call"));
    PageAnswer socket =
        sockets.begin(
            request,
            Permission.RECORDINGS_READ,
            call.control(),
            () -> calls.findAnywhere(sid, request.in().id()).isPresent());
    if (socket.status() == 101) {
      audit.note(request, "call.listen", request.inPath("call"));
    }
    return socket;
  }

  private static PageAnswer back(PageRequest request, String flash) {
    return request.go(request.inBusiness(LIVE), Flash.of(flash));
  }
}
