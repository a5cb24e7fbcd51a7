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
  /// @param detection whether it is found out who answers
  record Outbound(
      NextInstructions instructions,
      Set<StatusCallbackSender.Event> statusEvents,
      Duration longestRinging,
      MachineDetection detection)
      implements CallOrigin {
    public Outbound {
      statusEvents = Set.copyOf(statusEvents);
    }
  }

  /// A call placed it by `<Dial>`.
  ///
  /// @param parentSid the SID of that call
  record Dialled(String parentSid) implements CallOrigin {}

  /// Twilio's word for it.
  default String direction() {
    return switch (this) {
      case Inbound() -> "inbound";
      case Outbound _ -> "outbound-api";
      case Dialled _ -> "outbound-dial";
    };
  }

  /// Where the call begins.
  default NextInstructions first(CarrierSettings settings) {
    return switch (this) {
      case Inbound() -> new NextInstructions.Ask(settings.voiceUrl(), FormPairs.NONE);
      case Outbound outbound -> outbound.instructions();
      case Dialled _ -> throw new IllegalStateException("a dialled leg begins with its whisper");
    };
  }

  /// The events that are reported to the status callback.
  default Set<StatusCallbackSender.Event> events() {
    return switch (this) {
      case Inbound() -> Set.of(StatusCallbackSender.Event.COMPLETED);
      case Outbound outbound -> outbound.statusEvents();
      case Dialled _ -> Set.of();
    };
  }
}
