package app.kolan.doctor;

import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The server that is examined from outside, as Twilio knows it. Its tokens never print.
///
/// @param voiceUrl the number's "a call comes in", absolute
/// @param fallbackUrl the number's "primary handler fails"
/// @param statusCallbackUrl the number's "call status changes"
/// @param accountSid the account that the examination speaks for
/// @param tokens the auth tokens it may sign with, the usual one first; empty when none is known
/// @param called the number that the examination calls
/// @param kolan whether it is said to be Kolan, which answers the doctor's questions
/// @param quiet how long a socket is watched on which the server says nothing
/// @param patience how long an answer is waited for
public record Target(
    URI voiceUrl,
    @Nullable URI fallbackUrl,
    @Nullable URI statusCallbackUrl,
    String accountSid,
    List<String> tokens,
    PhoneNumber called,
    boolean kolan,
    Duration quiet,
    Duration patience) {
  /// How long Twilio waits for a webhook.
  public static final Duration TWILIOS_PATIENCE = Duration.ofSeconds(15);

  public Target {
    tokens = List.copyOf(tokens);
    if (voiceUrl.getHost() == null) {
      throw new IllegalArgumentException("a voice URL is absolute and has a host");
    }
  }

  @Override
  public String toString() {
    return "Patient[%s, %s, %d tokens]".formatted(voiceUrl, accountSid, tokens.size());
  }
}
