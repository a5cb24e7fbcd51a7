package app.kolan.browser;

import app.kolan.server.bootstrap.Config;
import app.kolan.server.bootstrap.Identities;
import app.kolan.server.bootstrap.PhoneServer;
import app.kolan.server.bootstrap.TwilioByHand;
import app.kolan.server.directory.DirectorySettings;
import app.kolan.server.identity.PasswordCost;
import app.kolan.server.identity.TestPasswords;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.FreePort;
import app.kolan.simulator.account.SimulatedNumber;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// A server in this process that is started for the first time: nobody can sign in, and the number
/// that was bought at Twilio still plays what Twilio has set for new ones.
final class NewServer implements AutoCloseable {
  static final PhoneNumber NUMBER = new PhoneNumber("+97235550300");

  private static final URI WELCOME = URI.create("https://demo.twilio.com/welcome/voice/");

  private final Carrier carrier;
  private final PhoneServer server;

  private NewServer(Carrier carrier, PhoneServer server) {
    this.carrier = carrier;
    this.server = server;
  }

  /// @param data the server's data folder
  static NewServer start(Path data, StandIns standIns) throws Exception {
    int port = FreePort.find();
    Carrier carrier =
        Carrier.start(
            CarrierSettings.of(TwilioByHand.ACCOUNT, TwilioByHand.TOKEN, WELCOME)
                .withCalled(NUMBER));
    var twilio =
        new TwilioSettings(
            TwilioByHand.ACCOUNT, List.of(new Secret(TwilioByHand.TOKEN)), carrier.restUrl());
    PhoneServer server =
        PhoneServer.start(
            Config.builder(twilio, data)
                .with(PasswordCost.GROUP, TestPasswords.CHEAP)
                .port(port)
                .publicUrl(PublicUrl.parse(TestSite.PUBLIC).orElseThrow())
                .with(DirectorySettings.GROUP, standIns.providers())
                .simulated(true)
                .build());
    return new NewServer(carrier, server);
  }

  String origin() {
    return "http://127.0.0.1:" + server.port();
  }

  /// What it prints for the first user. Links before are void.
  String printedLink() {
    return Identities.printedLink(server);
  }

  /// Where Twilio asks what to do with a call.
  String voiceUrl() {
    return carrier.account().numbers().getFirst().field(SimulatedNumber.VOICE_URL);
  }

  @Override
  public void close() {
    carrier.close();
    server.close();
  }
}
