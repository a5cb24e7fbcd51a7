package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.StreamSid;
import app.kolan.twilio.webhook.Webhook;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that is to be written of a call, as a value: it can wait in a file for the database,
/// and outlives the process. Writing one again changes nothing. They print without words.
public sealed interface CallWrite {
  CallSid call();

  /// A turn, as [TurnStore#addUnlessThere].
  ///
  /// @param position that later writes of this call have for it
  record AddTurn(NewTurn turn, int position) implements CallWrite {
    @Override
    public CallSid call() {
      return turn.call();
    }
  }

  /// As [TurnStore#setWords].
  record SetWords(CallSid call, int position, String words) implements CallWrite {
    @Override
    public String toString() {
      return "SetWords[call=%s, position=%d]".formatted(call, position);
    }
  }

  /// As [LeadStore#save].
  record SaveLead(Lead lead) implements CallWrite {
    @Override
    public CallSid call() {
      return lead.call();
    }
  }

  /// As [CallStore#settleTalk].
  record SettleTalk(
      CallSid call,
      StreamSid stream,
      CallOutcome outcome,
      @Nullable PhoneNumber handOverTo,
      Instant at)
      implements CallWrite {}

  /// As [UsageStore#write].
  record WriteUsage(CallSid call, List<ProviderUsage> used, Instant at) implements CallWrite {
    public WriteUsage {
      used = List.copyOf(used);
    }
  }

  /// As [CallStore#addProgress]; a status that ends the call settles it as hung up, unless it is
  /// settled.
  record AddProgress(Webhook.CallProgress progress, Instant at) implements CallWrite {
    @Override
    public CallSid call() {
      return progress.callSid();
    }
  }
}
