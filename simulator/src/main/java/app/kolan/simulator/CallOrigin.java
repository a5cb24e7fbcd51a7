package app.kolan.simulator;

import app.kolan.twilio.signature.FormPairs;
import java.time.Duration;
import java.util.Set;

/// Who placed a call.
sealed interface CallOrigin {
  /// Somebody calls the number; of such a call only the end is told.
  record Inbound() implements CallOrigin {}

  /// The server placed it over the REST interface: the person of the script is called.
  ///
  /// @param instructions what to do once somebody answers
  /// @param told the events that the status callback wants to hear of
  /// @param longestRinging how long it may ring, in the call's time
  record Outbound(Next instructions, Set<CallProgress.Event> told, Duration longestRinging)
      implements CallOrigin {
    public Outbound {
      told = Set.copyOf(told);
    }
  }

  /// Twilio's word for it.
  default String direction() {
    return switch (this) {
      case Inbound() -> "inbound";
      case Outbound _ -> "outbound-api";
    };
  }

  /// Where the call begins.
  default Next first(CarrierSettings settings) {
    return switch (this) {
      case Inbound() -> new Next.Ask(settings.voiceUrl(), FormPairs.NONE);
      case Outbound outbound -> outbound.instructions();
    };
  }

  /// The events that are told.
  default Set<CallProgress.Event> events() {
    return switch (this) {
      case Inbound() -> Set.of(CallProgress.Event.COMPLETED);
      case Outbound outbound -> outbound.told();
    };
  }
}
