package app.kolan.simulator;

import app.kolan.twilio.signature.FormPairs;
import java.time.Duration;
import java.util.Set;

/// Who placed a call.
sealed interface CallOrigin {
  /// Somebody calls the number; only the end of such a call is reported.
  record Inbound() implements CallOrigin {}

  /// The server placed it over the REST interface: the person of the script is called.
  ///
  /// @param instructions what to do once somebody answers
  /// @param statusEvents the events that the status callback subscribes to
  /// @param longestRinging how long it may ring, in the call's time
  record Outbound(
      NextInstructions instructions, Set<CallProgress.Event> statusEvents, Duration longestRinging)
      implements CallOrigin {
    public Outbound {
      statusEvents = Set.copyOf(statusEvents);
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
  default NextInstructions first(CarrierSettings settings) {
    return switch (this) {
      case Inbound() -> new NextInstructions.Ask(settings.voiceUrl(), FormPairs.NONE);
      case Outbound outbound -> outbound.instructions();
    };
  }

  /// The events that are reported to the status callback.
  default Set<CallProgress.Event> events() {
    return switch (this) {
      case Inbound() -> Set.of(CallProgress.Event.COMPLETED);
      case Outbound outbound -> outbound.statusEvents();
    };
  }
}
