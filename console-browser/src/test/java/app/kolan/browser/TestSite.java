package app.kolan.browser;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.bootstrap.Config;
import app.kolan.server.bootstrap.Identities;
import app.kolan.server.bootstrap.PhoneServer;
import app.kolan.server.bootstrap.TwilioByHand;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.directory.DirectorySettings;
import app.kolan.server.identity.EmailAddress;
import app.kolan.server.identity.PasswordCost;
import app.kolan.server.identity.Role;
import app.kolan.server.identity.TestPasswords;
import app.kolan.server.identity.User;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.stories.Story;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.Callee;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.DialledLeg;
import app.kolan.simulator.Edge;
import app.kolan.simulator.FreePort;
import app.kolan.simulator.SimulatedCall;
import app.kolan.simulator.account.Account;
import app.kolan.simulator.script.Script;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A server in this process with a clinic and a garage, people who may see one of them or both, and
/// a telephone company that can call them.
final class TestSite implements AutoCloseable {
  static final String PASSWORD = "four plain dull words";

  /// May do everything, in both.
  static final String OPERATOR = "operator@example.com";

  /// Of the clinic, as the next two.
  static final String OWNER = "owner@example.com";

  static final String STAFF = "staff@example.com";

  /// Has a second factor.
  static final String AUDITOR = "auditor@example.com";

  /// Of the garage.
  static final String STRANGER = "garage@example.com";

  /// What rings first when the clinic calls somebody back.
  static final String OWNERS_TELEPHONE = "+972502345678";

  static final String PUBLIC = "https://phone.example.com";
  private static final PhoneNumber CLINICS_NUMBER = new PhoneNumber("+97235550100");
  private static final PhoneNumber GARAGES_NUMBER = new PhoneNumber("+97245550200");

  private final StandIns standIns;
  private final Carrier carrier;
  private final PhoneServer server;
  private final SecondFactor auditors;

  private TestSite(StandIns standIns, Carrier carrier, PhoneServer server, SecondFactor auditors) {
    this.standIns = standIns;
    this.carrier = carrier;
    this.server = server;
    this.auditors = auditors;
  }

  private static final String BOOKING =
      """
      hours: {sunday: 08:00-20:00, monday: 08:00-20:00, tuesday: 08:00-20:00,
        wednesday: 08:00-20:00, thursday: 08:00-20:00, friday: 08:00-14:00, holidays: open}
      booking:
        services:
          check: {name: בדיקה, minutes: 30, people: [michal, ron], rooms: [one]}
          clean: {name: ניקוי אבנית, minutes: 45, people: [ron]}
        people:
          michal: {name: ד״ר מיכל אברהמי}
          ron: {name: רון, hours: {sunday: 12:00-20:00, tuesday: 08:00-14:00}}
        rooms:
          one: {name: חדר 1}
      """;

  /// Whom it rings first, and that it is never the time for calls: what the day is does not matter.
  private static final String CALLING =
      """
      calling: {ring: "%s", quiet: "00:00-12:00, 12:00-00:00"}
      """
          .formatted(OWNERS_TELEPHONE);

  private static final String FIELDS =
      """
      fields:
        treatment: {label: סוג הטיפול, kind: choice, choices: [בדיקה, ניקוי, סתימה]}
      """;

  /// @param data the server's data folder
  static TestSite start(Path data) throws Exception {
    int port = FreePort.find();
    StandIns standIns = StandIns.start();
    Carrier carrier =
        Carrier.start(
            CarrierSettings.of(
                    TwilioByHand.ACCOUNT,
                    TwilioByHand.TOKEN,
                    URI.create(PUBLIC + TwilioPaths.INCOMING_CALL))
                .withCalled(CLINICS_NUMBER)
                .withStatusCallbackUrl(URI.create(PUBLIC + TwilioPaths.CALL_STATUS))
                .withEdge(new Edge(URI.create(PUBLIC), URI.create("http://127.0.0.1:" + port)))
                .withDecoder((_, file) -> Story.PROMPTS.audioOf(file)));
    var twilio =
        new TwilioSettings(
            TwilioByHand.ACCOUNT, List.of(new Secret(TwilioByHand.TOKEN)), carrier.restUrl());
    PhoneServer server =
        PhoneServer.start(
            Config.builder(twilio, data)
                .with(PasswordCost.GROUP, TestPasswords.CHEAP)
                .port(port)
                .publicUrl(PublicUrl.parse(PUBLIC).orElseThrow())
                .with(DirectorySettings.GROUP, standIns.providers())
                .simulated(true)
                .build());
    long clinic =
        business(server, "clinic", "מרפאת חיוך", CLINICS_NUMBER, BOOKING + CALLING + FIELDS);
    long garage = business(server, "garage", ForeignWords.BUSINESS, GARAGES_NUMBER, "");
    user(server, OPERATOR, "נועה", true, Map.of());
    user(server, OWNER, "ד״ר מיכל אברהמי", false, Map.of(clinic, Role.OWNER));
    user(server, STAFF, "רון", false, Map.of(clinic, Role.STAFF));
    user(server, STRANGER, ForeignWords.PERSON, false, Map.of(garage, Role.OWNER));
    User auditor = user(server, AUDITOR, "", false, Map.of(clinic, Role.AUDITOR));
    SecondFactor factor = SecondFactor.enrol(server, auditor);
    var week = new TestWeek(server, data);
    week.ofClinic(clinic, CLINICS_NUMBER);
    week.ofGarage(garage, GARAGES_NUMBER);
    return new TestSite(standIns, carrier, server, factor);
  }

  private static long business(
      PhoneServer server, String slug, String name, PhoneNumber number, String settings)
      throws Exception {
    String document = "greeting: שלום, הגעתם אל %s.\n".formatted(name) + settings;
    return server
        .directories()
        .administration()
        .add(new Identity(slug, name, null, List.of(number.value())), document, "", Author.COMMAND)
        .id();
  }

  private static User user(
      PhoneServer server, String email, String name, boolean operator, Map<Long, Role> roles) {
    return Identities.of(server)
        .users()
        .add(EmailAddress.of(email), name, operator, roles, PASSWORD, AuditActor.COMMAND);
  }

  PhoneServer server() {
    return server;
  }

  /// Where a path below `/console` is.
  String url(String path) {
    return origin() + "/console" + path;
  }

  String origin() {
    return "http://127.0.0.1:" + server.port();
  }

  /// What the auditor types as the second step of a sign-in.
  String auditorsCode() {
    return auditors.nextCode();
  }

  /// Calls the clinic, as the script says.
  SimulatedCall call(String script) throws Exception {
    return carrier.call(CallPlan.of(Script.parse(script), Story.SOUNDS));
  }

  /// Has somebody answer his telephone after a second, and do as the script says.
  void answerAt(PhoneNumber number, String script) throws Exception {
    CallPlan plan = CallPlan.of(Script.parse(script), Story.SOUNDS);
    carrier.answerAt(number, Callee.answering(plan, Duration.ofSeconds(1)));
  }

  /// The calls of the telephone company that are over, to whom somebody was connected.
  List<DialledLeg> dialledLegs() {
    return carrier.dialledLegs();
  }

  StandIns standIns() {
    return standIns;
  }

  /// The Twilio account that both businesses have their numbers in.
  Account account() {
    return carrier.account();
  }

  @Override
  public void close() {
    carrier.close();
    server.close();
    standIns.close();
  }
}
