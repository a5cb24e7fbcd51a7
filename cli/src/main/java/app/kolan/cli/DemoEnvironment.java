package app.kolan.cli;

import app.kolan.cli.demo.DemoClinic;
import app.kolan.cli.demo.DemoWeek;
import app.kolan.server.bootstrap.Config;
import app.kolan.server.bootstrap.PhoneServer;
import app.kolan.server.business.Business;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.Stores;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.Edge;
import app.kolan.simulator.FreePort;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// A real server on a free port and a simulated Twilio that calls it, as through a proxy that
/// terminates TLS.
final class DemoEnvironment implements AutoCloseable {
  static final String ACCOUNT = "ACdddddddddddddddddddddddddddddddd";
  static final String TOKEN = "the token of the demo";
  static final PublicUrl PUBLIC = new PublicUrl("https", "kolan.example", "");
  private static final PhoneNumber DANA = new PhoneNumber("+972541234567");
  private static final PhoneNumber CALLED = new PhoneNumber("+97235550123");

  private final Carrier carrier;
  private final PhoneServer server;

  private DemoEnvironment(Carrier carrier, PhoneServer server) {
    this.carrier = carrier;
    this.server = server;
  }

  /// Starts both.
  ///
  /// @param pace how many seconds of a call pass in one second
  static DemoEnvironment open(Path data, PromptLibrary prompts, double pace) throws IOException {
    int port = FreePort.find();
    Carrier carrier = carrier(port, prompts, pace);
    try {
      return new DemoEnvironment(carrier, PhoneServer.start(config(data, port, carrier.restUrl())));
    } catch (IOException | RuntimeException e) {
      carrier.close();
      throw e;
    }
  }

  /// A simulated Twilio alone, which calls a server on that port.
  static Carrier carrier(int port, PromptLibrary prompts, double pace) throws IOException {
    return Carrier.start(
        CarrierSettings.of(ACCOUNT, TOKEN, URI.create(PUBLIC.web(TwilioPaths.INCOMING_CALL)))
            .withCaller(DANA)
            .withCalled(CALLED)
            .withFallbackUrl(URI.create(PUBLIC.web(TwilioPaths.VOICE_FALLBACK)))
            .withStatusCallbackUrl(URI.create(PUBLIC.web(TwilioPaths.CALL_STATUS)))
            .withEdge(
                new Edge(URI.create(PUBLIC.toString()), URI.create("http://127.0.0.1:" + port)))
            .withDecoder(DemoStory.decoder(prompts))
            .withPace(pace));
  }

  private static Config config(Path data, int port, URI restUrl) {
    return Config.builder(new TwilioSettings(ACCOUNT, List.of(new Secret(TOKEN)), restUrl), data)
        .port(port)
        .publicUrl(PUBLIC)
        .business(DemoClinic.business())
        .build();
  }

  Carrier carrier() {
    return carrier;
  }

  Stores stores() {
    return server.stores();
  }

  int port() {
    return server.port();
  }

  /// Writes the week before the demo, unless the ledger has it already, and opens the console.
  DemoConsole console() {
    int _ =
        new DemoWeek(server.stores(), server.audioFiles(), InstantSource.system())
            .write(ACCOUNT, CALLED, Business.FIRST);
    return DemoConsole.open(server.config(), server.port());
  }

  @Override
  public void close() {
    carrier.close();
    server.close();
  }
}
