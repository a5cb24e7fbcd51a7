package app.kolan.cli;

import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.settings.PublicUrl;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.script.MalformedScript;
import app.kolan.simulator.script.Script;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options that all commands with a simulated carrier share: the account, the numbers, and
/// where the server is.
final class CarrierOptions {
  private static final int LAST_PORT = 65_535;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description =
          "The base URL that the server is known by. Requests are signed for it and sent to where"
              + " --to points, as by a proxy that takes TLS off.")
  private @Nullable String publicUrl;

  @Option(
      names = "--account-sid",
      defaultValue = "${env:TWILIO_ACCOUNT_SID:-AC00000000000000000000000000000000}",
      paramLabel = "SID",
      description = "The account (TWILIO_ACCOUNT_SID).")
  private String accountSid = "";

  @Option(
      names = "--auth-token",
      defaultValue = "${env:TWILIO_AUTH_TOKEN}",
      paramLabel = "TOKEN",
      description =
          "The token to sign with, and the password of the REST interface (TWILIO_AUTH_TOKEN).",
      showDefaultValue = Visibility.NEVER)
  private @Nullable String authToken;

  @Option(
      names = "--from",
      defaultValue = "+972541234567",
      paramLabel = "NUMBER",
      description = "Who calls (${DEFAULT-VALUE}).")
  private String from = "";

  @Option(
      names = "--called",
      defaultValue = "+972720000002",
      paramLabel = "NUMBER",
      description = "The number that is called (${DEFAULT-VALUE}).")
  private String called = "";

  @Option(
      names = "--status-callback",
      paramLabel = "URL",
      description = "Where the end of a call is told.")
  private @Nullable URI statusCallback;

  @Option(
      names = "--fallback",
      paramLabel = "URL",
      description = "Where to turn when the voice URL does not answer.")
  private @Nullable URI fallback;

  @Option(
      names = "--pace",
      defaultValue = "1",
      paramLabel = "N",
      description = "How many seconds of a call pass in one second (${DEFAULT-VALUE}).")
  private double pace;

  /// Only picocli makes one.
  CarrierOptions() {}

  String accountSid() {
    return accountSid;
  }

  /// A carrier with these options, which calls that URL unless an order names another.
  ///
  /// @param fastest the highest pace that makes sense
  CarrierSettings settings(URI voiceUrl, double fastest, PromptLibrary prompts) {
    if (authToken == null || authToken.isBlank()) {
      throw wrong("there is no token to sign with: give --auth-token or set TWILIO_AUTH_TOKEN");
    }
    if (!(pace > 0 && pace <= fastest)) {
      throw wrong(
          Double.isInfinite(fastest)
              ? "--pace is a number above 0"
              : "--pace is more than 0 and at most %.0f".formatted(fastest));
    }
    return CarrierSettings.of(accountSid, authToken, voiceUrl)
        .withCaller(new PhoneNumber(from))
        .withCalled(new PhoneNumber(called))
        .withFallbackUrl(fallback)
        .withStatusCallbackUrl(statusCallback)
        .withPace(pace)
        .withDecoder(DemoStory.decoder(prompts));
  }

  /// `--public-url`, if it is given.
  Optional<PublicUrl> publicUrl() {
    return Optional.ofNullable(publicUrl)
        .map(
            text ->
                PublicUrl.parse(text)
                    .orElseThrow(
                        () -> wrong("--public-url is an http or https URL without a query")));
  }

  /// The value of `--to`, which has to be absolute.
  URI webhook(@Nullable URI to) {
    if (to == null || to.getHost() == null) {
      throw wrong("--to is the absolute URL of a webhook");
    }
    return to;
  }

  /// The value of an option that is a port, where 0 stands for any that is free.
  int port(String option, int port) {
    if (port < 0 || port > LAST_PORT) {
      throw wrong("%s is a number from 0 to %d".formatted(option, LAST_PORT));
    }
    return port;
  }

  /// Refuses a file that could not be written, before a call is made for it.
  void requireWritable(String option, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    boolean writable =
        Files.exists(file)
            ? !Files.isDirectory(file) && Files.isWritable(file)
            : folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
    if (!writable) {
      throw wrong(
          "%s: %s cannot be written; name a file in a folder that is there and that you may write to"
              .formatted(option, file));
    }
  }

  /// Reads a story of a caller.
  Script story(Path file) {
    try {
      return Script.parse(Files.readString(file));
    } catch (MalformedScript e) {
      throw wrong(file + ": " + e.getMessage());
    } catch (IOException e) {
      throw wrong(file + " cannot be read");
    }
  }

  /// A mistake in the command line.
  ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
