package app.kolan.server.bootstrap;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.settings.BypassableWebhook;
import app.kolan.server.settings.CallLimits;
import app.kolan.server.settings.Config;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.settings.TapeMode;
import app.kolan.server.settings.TrustedProxies;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Servers for tests, on free ports.
public final class Servers {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

  private Servers() {}

  /// A server that finds its public URL out from the headers of each request.
  static PhoneServer behindProxy(Path data) throws IOException {
    return PhoneServer.start(config(data, null, AnswerMode.CONVERSE));
  }

  /// A server for the businesses of a directory.
  static PhoneServer ofDirectory(Path data, BusinessDirectory directory) throws IOException {
    return PhoneServer.start(config(data, null, AnswerMode.CONVERSE), directory);
  }

  static PhoneServer withPublicUrl(Path data, String url) throws IOException {
    return PhoneServer.start(config(data, PublicUrl.parse(url).orElseThrow(), AnswerMode.CONVERSE));
  }

  static PhoneServer withMode(Path data, AnswerMode mode) throws IOException {
    return PhoneServer.start(config(data, null, mode));
  }

  /// A server for a simulated carrier, which knows it as `https://phone.example.com`.
  public static PhoneServer forCarrier(
      Path data, int port, URI restUrl, AnswerMode mode, @Nullable PhoneNumber human)
      throws IOException {
    return forCarrier(data, port, restUrl, mode, human, TapeMode.OFF);
  }

  /// The same, with tapes.
  public static PhoneServer forCarrier(
      Path data,
      int port,
      URI restUrl,
      AnswerMode mode,
      @Nullable PhoneNumber human,
      TapeMode taping)
      throws IOException {
    return PhoneServer.start(config(data, port, restUrl, mode, human, taping));
  }

  /// The same, which lets only so many talk.
  public static PhoneServer forCarrier(Path data, int port, URI restUrl, CallLimits limits)
      throws IOException {
    return PhoneServer.start(
        config(data, port, restUrl, AnswerMode.CONVERSE, null, TapeMode.OFF).withLimits(limits));
  }

  /// A server that lets only so many talk.
  static PhoneServer withLimits(Path data, AnswerMode mode, CallLimits limits) throws IOException {
    return PhoneServer.start(config(data, null, mode).withLimits(limits));
  }

  /// A server that does without the signature of some webhooks for half an hour.
  static PhoneServer withBypass(Path data, Set<BypassableWebhook> webhooks, InstantSource clock)
      throws IOException {
    return PhoneServer.start(config(data, null, AnswerMode.CONVERSE, webhooks), clock);
  }

  private static Config config(
      Path data,
      int port,
      URI restUrl,
      AnswerMode mode,
      @Nullable PhoneNumber human,
      TapeMode taping) {
    return new Config(
            "127.0.0.1",
            port,
            PublicUrl.parse("https://phone.example.com").orElseThrow(),
            TrustedProxies.LOOPBACK,
            new Config.Twilio(
                TwilioByHand.ACCOUNT, List.of(new Secret(TwilioByHand.TOKEN)), restUrl),
            data,
            null,
            new Business(Business.FIRST, "test", human, mode),
            InputAudioConfig.USUAL,
            Set.of(),
            taping)
        .asSimulated();
  }

  private static Config config(Path data, @Nullable PublicUrl publicUrl, AnswerMode mode) {
    return config(data, publicUrl, mode, Set.of());
  }

  private static Config config(
      Path data, @Nullable PublicUrl publicUrl, AnswerMode mode, Set<BypassableWebhook> bypass) {
    return new Config(
            "127.0.0.1",
            0,
            publicUrl,
            TrustedProxies.LOOPBACK,
            new Config.Twilio(
                TwilioByHand.ACCOUNT,
                List.of(new Secret("an older token"), new Secret(TwilioByHand.TOKEN)),
                NOWHERE),
            data,
            null,
            new Business(Business.FIRST, "test", null, mode),
            InputAudioConfig.USUAL,
            bypass,
            TapeMode.OFF)
        .asSimulated();
  }
}
