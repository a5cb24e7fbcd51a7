package app.kolan.doctor.remote;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.doctor.CheckRunner;
import app.kolan.doctor.Diagnosis;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Section;
import app.kolan.doctor.Target;
import app.kolan.server.bootstrap.Config;
import app.kolan.server.bootstrap.PhoneServer;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.nodes.NodeSettings;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.StoreSettings;
import app.kolan.server.store.postgres.TestPostgres;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.server.web.TrustedProxies;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Servers, and their examinations.
final class Examined {
  static final String TOKEN = "correct horse battery staple";
  static final String ACCOUNT = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  private Examined() {}

  static PhoneServer server(Path data, @Nullable String publicUrl, String trusted)
      throws IOException {
    return server(data, publicUrl, trusted, TOKEN);
  }

  static PhoneServer server(Path data, @Nullable String publicUrl, String trusted, String token)
      throws IOException {
    return PhoneServer.start(config(data, publicUrl, trusted, token).build());
  }

  /// A server behind a proxy of this machine, among those of a PostgreSQL database.
  ///
  /// @param name its own among them
  static PhoneServer node(Path data, String database, String name) throws IOException {
    return PhoneServer.start(
        config(data, null, "127.0.0.0/8", TOKEN)
            .with(StoreSettings.GROUP, new StoreSettings(data, TestPostgres.address(database)))
            .with(NodeSettings.GROUP, new NodeSettings(name, null, "the same"))
            .build());
  }

  private static Config.Builder config(
      Path data, @Nullable String publicUrl, String trusted, String token) {
    return Config.builder(
            new TwilioSettings(
                ACCOUNT, List.of(new Secret(token)), URI.create("http://127.0.0.1:9")),
            data)
        .publicUrl(publicUrl == null ? null : PublicUrl.parse(publicUrl).orElseThrow())
        .trustedProxies(TrustedProxies.parse(trusted).orElseThrow())
        .business(new Business(Business.FIRST, "test", null, AnswerMode.CONVERSE));
  }

  /// Examines a Kolan whose name has two A records.
  static Diagnosis atTwoAddresses(ProxyProcess front) throws Exception {
    Target target = kolan("http://127.0.0.1:" + front.port(), Duration.ofSeconds(1));
    HostAddresses two =
        _ -> List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("127.0.0.2"));
    var runner = new CheckRunner();
    RemoteChecks.plan(runner, new Examination(target, two), TrustStore.publicOne());
    return runner.run(Aloud.LISTENER);
  }

  static Target kolan(String base) {
    return kolan(base, Duration.ZERO);
  }

  /// A server that is not declared to be Kolan.
  static Target stranger(String base) {
    return new Target(
        URI.create(base + TwilioPaths.INCOMING_CALL),
        null,
        null,
        ACCOUNT,
        List.of(TOKEN),
        new PhoneNumber("+97231234567"),
        false,
        Duration.ZERO,
        Target.TWILIOS_PATIENCE);
  }

  static Target kolan(String base, Duration quiet) {
    return new Target(
        URI.create(base + TwilioPaths.INCOMING_CALL),
        URI.create(base + TwilioPaths.VOICE_FALLBACK),
        URI.create(base + TwilioPaths.CALL_STATUS),
        ACCOUNT,
        List.of(TOKEN),
        new PhoneNumber("+97231234567"),
        true,
        quiet,
        Target.TWILIOS_PATIENCE);
  }

  /// Examines the Kolan behind a proxy.
  ///
  /// @param quiet how long a socket is left idle
  static Diagnosis behind(ProxyProcess proxy, Duration quiet) throws InterruptedException {
    return diagnose(kolan("http://127.0.0.1:" + proxy.port(), quiet));
  }

  static Diagnosis diagnose(Target target) throws InterruptedException {
    return diagnose(target, TrustStore.publicOne());
  }

  static Diagnosis diagnose(Target target, TrustStore trust) throws InterruptedException {
    var examination = new CheckRunner();
    RemoteChecks.plan(examination, target, trust);
    return examination.run(Aloud.LISTENER);
  }

  /// The first finding that says that calls fail, or else that some will.
  static Finding cause(Diagnosis diagnosis) {
    return first(diagnosis, Finding.Level.BROKEN)
        .or(() -> first(diagnosis, Finding.Level.WARNING))
        .orElseThrow(() -> new AssertionError("nothing is wrong: " + diagnosis));
  }

  /// Expects of the first finding what is found, why, and a part of the remedy.
  static void assertCause(Finding cause, String what, String why, String remedy) {
    assertThat(cause.what()).contains(what);
    assertThat(cause.cause().orElseThrow()).contains(why);
    assertThat(cause.cure().orElseThrow()).contains(remedy);
  }

  private static Optional<Finding> first(Diagnosis diagnosis, Finding.Level level) {
    return diagnosis.findings().stream()
        .map(Diagnosis.Seen::finding)
        .filter(finding -> finding.level() == level)
        .findFirst();
  }

  /// Prints each finding if `-Dkolan.doctor.print=true` is set.
  private enum Aloud implements CheckRunner.Listener {
    LISTENER;

    @Override
    public void begins(Section section, String check) {}

    @Override
    public void found(Section section, String check, List<Finding> findings) {
      if (Boolean.getBoolean("kolan.doctor.print")) {
        findings.forEach(finding -> System.out.println(section + " " + check + ": " + finding));
      }
    }
  }
}
