package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.business.TransferTargets.Target;
import app.kolan.server.crm.PlainText;
import app.kolan.server.session.CallDirection;
import app.kolan.server.session.CallHandle;
import app.kolan.server.telephony.CallControls;
import app.kolan.server.telephony.CallControls.Controlled;
import app.kolan.twilio.webhook.CallSid;
import java.time.InstantSource;
import java.util.Map;

/// What people do with a call while its agent talks. Each step is in the audit log before it is
/// taken.
record CallControlResource(CallControls calls, AuditLog audit, InstantSource clock) {
  void addTo(Map<String, Operation> operations) {
    operations.put("addCallHint", this::hint);
    operations.put("transferCall", this::transfer);
    operations.put("hangUpCall", this::hangUp);
  }

  private ApiAnswer hint(ApiRequest request) {
    CallHandle control = found(request).control();
    String text = PlainText.of(request.field("text", "")).strip();
    if (text.isEmpty()) {
      throw CrmRequests.invalid("/text", "empty", "write what the agent should know or do");
    }
    if (!control.takesHints()) {
      throw new ApiProblem(Kind.CONFLICT, "The agent that talks reads no hints.");
    }
    if (!control.hint(text)) {
      throw new ApiProblem(Kind.CONFLICT, "The agent has too many hints, or reads none any more.");
    }
    note(request, "call.hint");
    return ApiAnswer.nothing();
  }

  private ApiAnswer transfer(ApiRequest request) {
    Controlled call = found(request);
    String label = request.field("target", "");
    Target to =
        call.settings()
            .business()
            .transfers()
            .find(label)
            .orElseThrow(
                () ->
                    CrmRequests.invalid(
                        "/target", "nobody", "name one of business.transfers, or human"));
    direct(call, new CallDirection.HandOver(to.number()));
    note(request, "call.transfer");
    return ApiAnswer.nothing();
  }

  private ApiAnswer hangUp(ApiRequest request) {
    Controlled call = found(request);
    direct(call, new CallDirection.HangUp());
    note(request, "call.hang-up");
    return ApiAnswer.nothing();
  }

  private static void direct(Controlled call, CallDirection direction) {
    if (!call.control().direct(direction)) {
      throw new ApiProblem(Kind.CONFLICT, "The call is being transferred or ended already.");
    }
  }

  private Controlled found(ApiRequest request) {
    try {
      return calls
          .findAnywhere(new CallSid(request.inPath("call")), request.in().id())
          .orElseThrow(() -> ApiProblem.unknown("call in which an agent talks"));
    } catch (IllegalArgumentException _) {
      throw ApiProblem.unknown("call");
    }
  }

  private void note(ApiRequest request, String action) {
    audit.append(
        request
            .actor()
            .entry(clock.instant(), action, request.in().id(), request.inPath("call"), null));
  }
}
