package app.kolan.server.bootstrap;

import app.kolan.server.business.AlertRule;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessLimits;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.calltrace.TapeMode;
import app.kolan.server.directory.DirectorySettings;
import app.kolan.server.identity.PasswordCost;
import app.kolan.server.identity.TestPasswords;
import app.kolan.server.nodes.NodeSettings;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.settings.SettingsSource;
import app.kolan.server.store.StoreSettings;
import app.kolan.server.store.postgres.TestPostgres;
import app.kolan.server.telephony.CallLimits;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.server.usage.PriceSettings;
import app.kolan.server.web.BypassableWebhook;
import app.kolan.server.web.ManagementAddress;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Servers for tests, on free ports.
public final class Servers {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

  private Servers() {}

  /// A server that finds its public URL out from the headers of each request.
  static PhoneServer behindProxy(Path data) throws IOException {
    return PhoneServer.start(config(data, AnswerMode.CONVERSE).build());
  }

  /// A server for the businesses of a directory.
  static PhoneServer ofDirectory(Path data, BusinessDirectory directory) throws IOException {
    return PhoneServer.start(config(data, AnswerMode.CONVERSE).build(), directory);
  }

  /// The same, with Twilio's REST API at this URL.
  static PhoneServer ofDirectory(Path data, BusinessDirectory directory, URI restUrl)
      throws IOException {
    return PhoneServer.start(config(data, 0, restUrl).build(), directory);
  }

  static PhoneServer withPublicUrl(Path data, String url) throws IOException {
    return PhoneServer.start(
        config(data, AnswerMode.CONVERSE).publicUrl(PublicUrl.parse(url).orElseThrow()).build());
  }

  static PhoneServer withMode(Path data, AnswerMode mode) throws IOException {
    return PhoneServer.start(config(data, mode).build());
  }

  /// A server with these settings and this clock.
  public static PhoneServer start(Config config, InstantSource clock) throws IOException {
    return PhoneServer.start(config, clock);
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
    return PhoneServer.start(
        config(data, port, restUrl).business(business(mode, human)).tapeMode(taping).build());
  }

  /// The same, which lets only so many talk.
  public static PhoneServer forCarrier(Path data, int port, URI restUrl, CallLimits limits)
      throws IOException {
    return PhoneServer.start(config(data, port, restUrl).limits(limits).build());
  }

  /// A server for a simulated carrier whose business has people told.
  static PhoneServer forCarrier(Path data, int port, URI restUrl, List<AlertRule> alerts)
      throws IOException {
    var profile = BusinessProfile.builder().alerts(alerts).build();
    var business = new Business(Business.FIRST, "test", null, AnswerMode.CONVERSE, profile);
    return PhoneServer.start(config(data, port, restUrl).business(business).build());
  }

  /// A server for a simulated carrier, of this business.
  static PhoneServer forCarrier(Path data, int port, URI restUrl, Business business)
      throws IOException {
    return PhoneServer.start(config(data, port, restUrl).business(business).build());
  }

  /// A server for a simulated carrier whose business may use only so much.
  static PhoneServer forCarrier(Path data, int port, URI restUrl, BusinessLimits limits)
      throws IOException {
    var business =
        new Business(
            Business.FIRST,
            "test",
            null,
            AnswerMode.CONVERSE,
            BusinessProfile.builder().limits(limits).build());
    return PhoneServer.start(config(data, port, restUrl).business(business).build());
  }

  /// The same, by a price list of the operator's own.
  static PhoneServer forCarrier(
      Path data, int port, URI restUrl, BusinessLimits limits, Path prices) throws IOException {
    var business =
        new Business(
            Business.FIRST,
            "test",
            null,
            AnswerMode.CONVERSE,
            BusinessProfile.builder().limits(limits).build());
    var source = SettingsSource.of(Map.of(PriceSettings.PRICES.environment(), prices.toString()));
    return PhoneServer.start(
        config(data, port, restUrl)
            .business(business)
            .with(PriceSettings.GROUP, PriceSettings.GROUP.read(source))
            .build());
  }

  /// A server that lets only so many talk.
  static PhoneServer withLimits(Path data, AnswerMode mode, CallLimits limits) throws IOException {
    return PhoneServer.start(config(data, mode).limits(limits).build());
  }

  /// A server with this port for management.
  static PhoneServer withManagementPort(Path data, int port) throws IOException {
    return withManagement(data, new ManagementAddress("127.0.0.1", port));
  }

  /// A server that listens there for management.
  static PhoneServer withManagement(Path data, ManagementAddress management) throws IOException {
    return PhoneServer.start(config(data, AnswerMode.VOICEMAIL).management(management).build());
  }

  /// A server that does without the signature of some webhooks for half an hour.
  static PhoneServer withBypass(Path data, Set<BypassableWebhook> webhooks, InstantSource clock)
      throws IOException {
    return PhoneServer.start(
        config(data, AnswerMode.CONVERSE).signatureBypass(webhooks).build(), clock);
  }

  /// The same, with redacted tapes.
  static PhoneServer withBypassAndTapes(
      Path data, Set<BypassableWebhook> webhooks, InstantSource clock) throws IOException {
    return PhoneServer.start(
        config(data, AnswerMode.CONVERSE)
            .signatureBypass(webhooks)
            .tapeMode(TapeMode.REDACTED)
            .build(),
        clock);
  }

  /// A server for a simulated carrier, which remembers there.
  static PhoneServer withStore(StoreSettings store, int port, URI restUrl, AnswerMode mode)
      throws IOException {
    return PhoneServer.start(
        config(store.data(), port, restUrl)
            .with(StoreSettings.GROUP, store)
            .business(business(mode, null))
            .build());
  }

  /// A server that remembers in this PostgreSQL database.
  static PhoneServer withDatabase(Path data, String url) throws IOException {
    return PhoneServer.start(
        config(data, AnswerMode.CONVERSE)
            .with(StoreSettings.GROUP, new StoreSettings(data, TestPostgres.address(url)))
            .build());
  }

  /// One of several servers of a PostgreSQL database, for a simulated carrier.
  ///
  /// @param ports for calls and for management
  static PhoneServer node(String name, Path data, String url, int[] ports, URI restUrl)
      throws IOException {
    var key = SettingsSource.of(Map.of("KOLAN_SECRET_KEY", "ab".repeat(32)));
    return PhoneServer.start(
        config(data, ports[0], restUrl)
            .management(new ManagementAddress("127.0.0.1", ports[1]))
            .with(StoreSettings.GROUP, new StoreSettings(data, TestPostgres.address(url)))
            .with(NodeSettings.GROUP, new NodeSettings(name, null, ""))
            .with(DirectorySettings.GROUP, DirectorySettings.GROUP.read(key))
            .build());
  }

  /// Settings of a server for a simulated carrier.
  private static Config.Builder config(Path data, int port, URI restUrl) {
    var token = List.of(new Secret(TwilioByHand.TOKEN));
    return Config.builder(new TwilioSettings(TwilioByHand.ACCOUNT, token, restUrl), data)
        .with(PasswordCost.GROUP, TestPasswords.CHEAP)
        .port(port)
        .publicUrl(PublicUrl.parse("https://phone.example.com").orElseThrow())
        .business(business(AnswerMode.CONVERSE, null));
  }

  /// Settings of a server that tests talk with by hand.
  private static Config.Builder config(Path data, AnswerMode mode) {
    var tokens = List.of(new Secret("an older token"), new Secret(TwilioByHand.TOKEN));
    return Config.builder(new TwilioSettings(TwilioByHand.ACCOUNT, tokens, NOWHERE), data)
        .with(PasswordCost.GROUP, TestPasswords.CHEAP)
        .business(business(mode, null));
  }

  private static Business business(AnswerMode mode, @Nullable PhoneNumber human) {
    return new Business(Business.FIRST, "test", human, mode);
  }
}
