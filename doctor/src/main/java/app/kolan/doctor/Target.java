package app.kolan.doctor;

import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The server that is examined from outside, as Twilio knows it. Its tokens are never printed.
///
/// @param voiceUrl the number's "a call comes in", absolute
/// @param fallbackUrl the number's "primary handler fails"
/// @param statusCallbackUrl the number's "call status changes"
/// @param accountSid the account whose requests the examination imitates
/// @param tokens the auth tokens it may sign with, the usual one first; empty when none is known
/// @param called the number that the examination calls
/// @param kolan whether the operator says that it is Kolan, which answers the doctor's requests
/// @param quiet how long a socket is observed while the server sends nothing
/// @param timeout how long to wait for a response
public record Target(
    URI voiceUrl,
    @Nullable URI fallbackUrl,
    @Nullable URI statusCallbackUrl,
    String accountSid,
    List<String> tokens,
    PhoneNumber called,
    boolean kolan,
    Duration quiet,
    Duration timeout) {
  /// How long Twilio waits for a webhook's response.
  public static final Duration TWILIOS_PATIENCE = Duration.ofSeconds(15);

  public Target {
    tokens = List.copyOf(tokens);
    if (voiceUrl.getHost() == null) {
      throw new IllegalArgumentException("a voice URL is absolute and has a host");
    }
  }

  @Override
  public String toString() {
    return "Target[%s, %s, %d tokens]".formatted(voiceUrl, accountSid, tokens.size());
  }
}
