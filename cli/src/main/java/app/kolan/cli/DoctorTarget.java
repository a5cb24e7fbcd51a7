package app.kolan.cli;

import app.kolan.doctor.OwnServer;
import app.kolan.doctor.Section;
import app.kolan.doctor.Target;
import app.kolan.server.bootstrap.Config;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.settings.Secret;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say which server the doctor looks at, and what is known of it.
final class DoctorTarget {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Look at this server instead, by its voice webhook; without a path it is"
              + " /webhook/incoming_call.")
  private @Nullable String url;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "The auth token to sign with (TWILIO_AUTH_TOKEN).")
  private @Nullable String token;

  @Option(
      names = "--account-sid",
      paramLabel = "SID",
      description = "The account (TWILIO_ACCOUNT_SID).")
  private @Nullable String accountSid;

  @Option(
      names = "--fallback",
      paramLabel = "URL",
      description = "With --url: what the number has at “primary handler fails”.")
  private @Nullable String fallback;

  @Option(
      names = "--status-callback",
      paramLabel = "URL",
      description = "With --url: what the number has at “call status changes”.")
  private @Nullable String statusCallback;

  @Option(
      names = "--number",
      paramLabel = "NUMBER",
      description = "The Twilio number, such as +97237654321, when the account has several.")
  private @Nullable String number;

  @Option(
      names = "--quiet",
      paramLabel = "SECONDS",
      description = "How long a silent socket is watched (20; 65 in listen mode).")
  private @Nullable Integer quiet;

  @Option(
      names = "--alerts",
      paramLabel = "all|here",
      defaultValue = "all",
      description =
          "Which of the Debugger's alerts are told: all, or those about this server's URLs"
              + " (${DEFAULT-VALUE}).")
  private String alerts = "all";

  DoctorTarget() {}

  /// Whether the server is known by this command line alone, without a number.
  boolean isOtherWithoutNumber() {
    return url != null && number == null;
  }

  /// What to look at.
  ///
  /// @throws IllegalArgumentException when an option cannot be understood
  DoctorPlan plan(ConfigDraft draft, Set<Section> parts) {
    PhoneNumber called = number == null ? null : new PhoneNumber(number);
    if (called != null && !called.isDialable()) {
      throw new IllegalArgumentException("--number is no number such as +97237654321");
    }
    if (quiet != null && (quiet < 0 || quiet > 3600)) {
      throw new IllegalArgumentException("--quiet is 0 to 3600 seconds");
    }
    if (!alerts.matches("all|here")) {
      throw new IllegalArgumentException("--alerts is all or here");
    }
    return new DoctorPlan(
        draft, target(draft), called, url == null, hasAccount(draft), alerts.equals("here"), parts);
  }

  private Target target(ConfigDraft draft) {
    return url == null ? own(draft) : other(draft, url);
  }

  private Target own(ConfigDraft draft) {
    if (fallback != null || statusCallback != null) {
      throw new IllegalArgumentException("--fallback and --status-callback go with --url");
    }
    Config config = draft.config();
    Target own =
        OwnServer.target(
            config,
            account(draft),
            tokens(draft),
            number == null ? null : new PhoneNumber(number),
            quiet(config.business().mode()));
    var _ = absolute("KOLAN_PUBLIC_URL", own.voiceUrl().toString());
    return own;
  }

  private Target other(ConfigDraft draft, String url) {
    URI voice = absolute("--url", url);
    boolean bare = voice.getRawPath() == null || voice.getRawPath().matches("/?");
    String account = account(draft);
    return new Target(
        bare ? voice.resolve(TwilioPaths.INCOMING_CALL) : voice,
        fallback == null ? null : absolute("--fallback", fallback),
        statusCallback == null ? null : absolute("--status-callback", statusCallback),
        account.isEmpty() ? OwnServer.NOBODY : account,
        tokens(draft),
        number == null ? OwnServer.TRIAL : new PhoneNumber(number),
        false,
        quiet(AnswerMode.CONVERSE),
        Target.TWILIOS_PATIENCE);
  }

  private Duration quiet(AnswerMode mode) {
    return quiet == null ? OwnServer.quiet(mode) : Duration.ofSeconds(quiet);
  }

  private boolean hasAccount(ConfigDraft draft) {
    boolean sound = accountSid != null || draft.isSound(TwilioSettings.ACCOUNT_SID);
    return sound && account(draft).matches("AC[0-9A-Za-z]{1,64}") && !tokens(draft).isEmpty();
  }

  private String account(ConfigDraft draft) {
    return accountSid == null ? draft.config().twilio().accountSid() : accountSid;
  }

  private List<String> tokens(ConfigDraft draft) {
    return token == null
        ? draft.config().twilio().authTokens().stream().map(Secret::value).toList()
        : List.of(token);
  }

  private static URI absolute(String name, String text) {
    try {
      URI uri = new URI(text.strip());
      String scheme = String.valueOf(uri.getScheme());
      if (uri.getHost() != null && List.of("http", "https").contains(scheme)) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below, without the text: a URL may hold a password.
    }
    throw new IllegalArgumentException(
        name + " is no absolute http or https URL, such as https://phone.example.com");
  }
}
