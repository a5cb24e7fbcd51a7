package app.kolan.server.bootstrap;

import app.kolan.server.aftercall.AfterCallSettings;
import app.kolan.server.aftercall.AfterCalls;
import app.kolan.server.callevents.CallEvent;
import app.kolan.server.callevents.CallEvents;
import app.kolan.server.crm.Crm;
import app.kolan.server.notify.Alerts;
import app.kolan.server.usage.CallUsage;
import app.kolan.server.usage.MonthlyLimits;
import java.time.InstantSource;

/// What is done after calls, driven by their ends: the end of a call wakes the follow-up, the
/// follow-up wakes this, and this wakes the alerts that wait for a summary. All of it is in the
/// stores; the news only wake.
///
/// @param watch the news of calls
record AfterCallServices(AfterCalls afterCalls, CallEvents.Watch watch) implements AutoCloseable {
  static AfterCallServices start(
      Infrastructure foundations,
      Crm crm,
      Alerts alerts,
      CallUsage usage,
      MonthlyLimits limits,
      AfterCallSettings settings,
      InstantSource clock) {
    AfterCalls afterCalls =
        AfterCalls.start(
            foundations.stores(),
            foundations.audioFiles(),
            foundations.directory(),
            usage.afterCalls(),
            limits,
            foundations.limited().isShared(),
            settings,
            alerts::afterCallDone,
            clock);
    crm.whenFollowedUp(afterCalls::wake);
    CallEvents events = foundations.events();
    CallEvents.Watch watch =
        events.watch(
            event -> {
              if (isEnd(event)) {
                crm.callHasNews();
              }
              return false;
            },
            events.newest(),
            () -> {});
    return new AfterCallServices(afterCalls, watch);
  }

  private static boolean isEnd(CallEvent event) {
    return event.payload() instanceof CallEvent.Settled
        || event.payload() instanceof CallEvent.Ended;
  }

  @Override
  public void close() {
    watch.close();
    afterCalls.close();
  }
}
