package app.kolan.server.notify;

import app.kolan.twilio.webhook.CallSid;
import org.jspecify.annotations.Nullable;

/// Links from alerts to the console.
///
/// @param publicUrl the server's own, without a `/` at its end; null when it is not known
public record AlertLinks(@Nullable String publicUrl) {
  /// No links.
  public static final AlertLinks NONE = new AlertLinks(null);

  /// The page of a lead, which goes by its call; null when the server's address is not known.
  @Nullable String lead(CallSid call) {
    return publicUrl == null ? null : publicUrl + "/console/leads/" + call.value();
  }

  /// The page of an appointment for the one who comes; null when the server's address is not known.
  ///
  /// @param link the part that nobody can guess
  @Nullable String appointment(String link) {
    return publicUrl == null ? null : publicUrl + "/console/a/" + link;
  }

  /// The page on which somebody takes a time that has fallen free; null when the server's address
  /// is not known.
  @Nullable String waiting(String link) {
    return publicUrl == null ? null : publicUrl + "/console/w/" + link;
  }
}
