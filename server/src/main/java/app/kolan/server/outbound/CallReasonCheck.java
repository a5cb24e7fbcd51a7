package app.kolan.server.outbound;

import app.kolan.server.outbound.Announcement.Occasion;
import app.kolan.server.store.CrmStores;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.Promise;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;

/// Whether there is still something to call about when a call is to be placed. Blocks for the disk.
record CallReasonCheck(AnnouncementAnswers answers, CrmStores crm) {
  boolean isWanted(CallOrder order, Instant now) {
    Announcement announcement = order.what().announcement();
    return switch (announcement == null ? null : announcement.occasion()) {
      case null -> true;
      case Occasion.OfAppointment _ -> isOpenAppointment(order, now);
      case Occasion.OfPromise(long promise) -> isOpenPromise(order, promise);
      case Occasion.OfCampaign _ -> true; // who pauses or cancels one takes its orders back
    };
  }

  /// An appointment that was moved, cancelled or confirmed since is nothing to call about.
  private boolean isOpenAppointment(CallOrder order, Instant now) {
    return answers.open(order, now).filter(known -> known.confirmedAt() == null).isPresent();
  }

  /// A promise that was kept or put off, or whose lead is closed, is not kept by a machine.
  private boolean isOpenPromise(CallOrder order, long id) {
    return crm.promises()
        .find(order.business(), id)
        .filter(promise -> isOpen(crm, promise))
        .filter(promise -> order.key().equals(PromisedCalls.key(promise)))
        .isPresent();
  }

  /// Whether nobody has kept a promise, and its lead is worked on. One that was broken can still be
  /// kept.
  static boolean isOpen(CrmStores crm, Promise promise) {
    CallSid call = promise.call();
    return promise.state() != Promise.State.KEPT
        && (call == null
            || crm.leads()
                .find(promise.businessId(), call)
                .map(lead -> isWorkedOn(lead.work().state()))
                .orElse(true));
  }

  private static boolean isWorkedOn(LeadWork.State state) {
    return switch (state) {
      case NEW, IN_WORK, WAITING -> true;
      case WON, LOST, NOT_A_LEAD -> false;
    };
  }
}
