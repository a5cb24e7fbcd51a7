package app.kolan.server.calltrace;

import app.kolan.server.store.CallStore;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The result of a call, as the ledger has it.
///
/// @param outcome in lower case, such as `finished`
/// @param lead null when there is none
public record TraceResult(String outcome, @Nullable LeadFacts lead) {
  /// What is known of a lead.
  ///
  /// @param state in lower case
  /// @param reason whether it is known what the call is about
  /// @param name whether the caller's name is known
  /// @param callback the number to call back on, or nothing
  /// @param recording whether a message was left
  public record LeadFacts(
      String state, boolean reason, boolean name, String callback, boolean recording) {
    /// Prints without the number.
    @Override
    public String toString() {
      return "LeadFacts[%s, reason=%s, name=%s, callback=%s, recording=%s]"
          .formatted(state, reason, name, new PhoneNumber(callback), recording);
    }
  }

  /// Looks a call up; empty when it never arrived.
  public static Optional<TraceResult> of(CallStore calls, LeadStore leads, CallSid call) {
    return calls
        .find(call)
        .map(LoggedCall::outcome)
        .map(outcome -> new TraceResult(word(outcome), facts(leads, call)));
  }

  private static @Nullable LeadFacts facts(LeadStore leads, CallSid call) {
    return leads.find(call).map(TraceResult::facts).orElse(null);
  }

  private static LeadFacts facts(Lead lead) {
    PhoneNumber callback = lead.callback();
    return new LeadFacts(
        word(lead.state()),
        lead.reasonTurn() != null,
        lead.nameTurn() != null,
        callback == null ? "" : callback.value(),
        lead.recording() != null);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
