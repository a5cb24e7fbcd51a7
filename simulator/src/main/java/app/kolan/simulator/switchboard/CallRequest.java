package app.kolan.simulator.switchboard;

import app.kolan.twilio.audio.Mulaw;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An order for a call; null components take the switchboard's defaults.
///
/// @param voiceUrl the server's webhook
/// @param publicUrl the base URL that the server is known by
/// @param from who calls
/// @param to the number that is called
/// @param story what the caller does, line by line
/// @param say sounds that the caller says, each when the agent has fallen silent; not with a story
/// @param pace how many seconds of the call pass in one second
/// @param faults what goes wrong on purpose, a line for each
/// @param seed makes the faults' chances repeatable
public record CallRequest(
    @Nullable URI voiceUrl,
    @Nullable URI publicUrl,
    @Nullable URI statusCallback,
    @Nullable URI fallback,
    @Nullable String from,
    @Nullable String to,
    @Nullable String story,
    List<Mulaw> say,
    @Nullable Double pace,
    List<String> faults,
    long seed) {
  public CallRequest {
    say = List.copyOf(say);
    faults = List.copyOf(faults);
  }
}
