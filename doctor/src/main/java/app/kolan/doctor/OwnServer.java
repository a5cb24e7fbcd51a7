package app.kolan.doctor;

import app.kolan.server.bootstrap.Config;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The server of some settings as a [Target], at its public URL, or on this machine when it has
/// none.
public final class OwnServer {
  /// The account that is imitated when none is known.
  public static final String NOBODY = "AC00000000000000000000000000000000";

  /// The number that is called when none is named, which is Twilio's for trials.
  public static final PhoneNumber TRIAL = new PhoneNumber("+15005550006");

  /// How long a silent socket is observed, by the mode in which calls are answered.
  public static Duration quiet(AnswerMode mode) {
    return Duration.ofSeconds(mode == AnswerMode.LISTEN ? 65 : 20);
  }

  private OwnServer() {}

  /// @param account the account's SID; empty when none is known
  /// @param tokens those that it may sign with, the usual one first
  /// @param called the number that is called; null for none in particular
  /// @throws IllegalArgumentException when the public URL is no address
  public static Target target(
      Config config,
      String account,
      List<String> tokens,
      @Nullable PhoneNumber called,
      Duration quiet) {
    PublicUrl known = config.publicUrl();
    PublicUrl base = known == null ? inside(config) : known;
    return new Target(
        URI.create(base.web(TwilioPaths.INCOMING_CALL)),
        URI.create(base.web(TwilioPaths.VOICE_FALLBACK)),
        URI.create(base.web(TwilioPaths.CALL_STATUS)),
        account.isEmpty() ? NOBODY : account,
        tokens,
        called == null ? TRIAL : called,
        true,
        quiet,
        Target.TWILIOS_PATIENCE);
  }

  private static PublicUrl inside(Config config) {
    return new PublicUrl("http", "localhost:" + (config.port() == 0 ? 8080 : config.port()), "");
  }
}
