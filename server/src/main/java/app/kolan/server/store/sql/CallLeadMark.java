package app.kolan.server.store.sql;

import app.kolan.twilio.webhook.CallSid;
import org.jdbi.v3.core.Handle;

/// The column `lead_kind` of calls, by which figures are counted from one index: 0 for a call that
/// left no lead, 1 for one that left a lead, 2 for one whose lead people found to be none. And the
/// column `call_known` of leads, false for the few of calls that never arrived.
final class CallLeadMark {
  private CallLeadMark() {}

  /// Sets both after a change of the lead, or of whether the call is known.
  static void set(Handle handle, CallSid call) {
    int known =
        handle
            .createUpdate(
                """
                update calls set lead_kind = coalesce(
                  (select case when leads.work_state = 'NOT_A_LEAD' then 2 else 1 end
                    from leads where leads.call_sid = calls.sid), 0)
                where sid = :call
                """)
            .bind("call", call.value())
            .execute();
    handle
        .createUpdate(
            """
            update leads set call_known = :known where call_sid = :call and call_known <> :known
            """)
        .bind("known", known > 0)
        .bind("call", call.value())
        .execute();
  }
}
