package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.BusinessState;
import app.kolan.server.directory.InvalidSettings;
import app.kolan.server.directory.SettingsVersion;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One server with businesses in its directory, over real sockets.
@Tag("socket")
class StoredBusinessesTest {
  private static final String CALL = "CA11111111111111111111111111111111";
  private static final String OTHER_CALL = "CA22222222222222222222222222222222";
  private static final String CLINIC = "+97231111111";
  private static final String GARAGE = "+97232222222";
  private static final String OTHER_ACCOUNT = "ACcccccccccccccccccccccccccccccccc";
  private static final String OTHER_TOKEN = "the token of the other account";
  private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");

  @TempDir private Path data;
  private PhoneServer server;
  private TwilioByHand twilio;

  @BeforeEach
  void start() throws Exception {
    start(null);
  }

  private void start(@Nullable Business own) throws Exception {
    var settings =
        new TwilioSettings(
            TwilioByHand.ACCOUNT,
            List.of(new Secret(TwilioByHand.TOKEN)),
            URI.create("http://127.0.0.1:9"));
    Config.Builder config =
        Config.builder(settings, data)
            .publicUrl(PublicUrl.parse("https://phone.example.com").orElseThrow());
    if (own != null) {
      config.business(own);
    }
    server = PhoneServer.start(config.build());
    twilio = TwilioByHand.calling(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void each_number_is_answered_by_its_business_from_the_next_call_on() throws Exception {
    assertThat(comesIn(CALL, CLINIC)).contains("greeting_he.mp3");
    BusinessRecord clinic = add("clinic", CLINIC, "greeting: שלום מהמרפאה");
    BusinessRecord garage = add("garage", GARAGE, "greeting: שלום מהמוסך\nmode: voicemail");

    assertThat(comesIn(OTHER_CALL, CLINIC)).contains("שלום מהמרפאה", "<Connect");
    assertThat(comesIn("CA" + "3".repeat(32), GARAGE)).contains("שלום מהמוסך", "<Record");
    assertThat(businessOf(OTHER_CALL)).isEqualTo(clinic.id());
    assertThat(businessOf("CA" + "3".repeat(32))).isEqualTo(garage.id());
    assertThat(businessOf(CALL)).isEqualTo(Business.FIRST);
  }

  @Test
  void a_published_change_leaves_the_call_under_way_alone_and_is_taken_back() throws Exception {
    BusinessRecord clinic = add("clinic", CLINIC, "human-number: \"+972500000001\"");
    String twiml = comesIn(CALL, CLINIC);

    SettingsVersion second = publish(clinic.id(), "human-number: \"+972500000002\"");
    StreamByHand stream = StreamByHand.open(twilio, TwilioPaths.TWO_WAY, CALL);
    stream.start(ticket(twiml), TwilioByHand.ACCOUNT, clinic.id());
    stream.awaitEvent("media");
    stream.press('0');
    assertThat(stream.awaitClose()).isEqualTo(1000);
    assertThat(handedOver(CALL)).isEqualTo("+972500000001");

    comesIn(OTHER_CALL, CLINIC);
    assertThat(logged(OTHER_CALL).settingsVersion()).isEqualTo(second.version());
    assertThat(streamEnds(OTHER_CALL)).contains("+972500000002");

    BusinessRecord now = server.directories().store().find(clinic.id()).orElseThrow();
    server
        .directories()
        .administration()
        .publish(clinic.id(), 1, now.revision(), Author.byApi("user:1"));
    comesIn("CA" + "3".repeat(32), CLINIC);
    assertThat(logged("CA" + "3".repeat(32)).settingsVersion()).isEqualTo(1);
  }

  @Test
  void a_business_cannot_lift_its_limits_by_going_back_to_an_older_version() throws Exception {
    BusinessRecord clinic = add("clinic", CLINIC, "greeting: שלום");
    var administration = server.directories().administration();
    Author operator = Author.operatorByApi("user:2");
    SettingsVersion limited =
        administration.draft(clinic.id(), "limits: { calls-at-once: 1 }", "", operator);
    administration.publish(clinic.id(), limited.version(), revisionOf(clinic), operator);
    long now = revisionOf(clinic);

    assertThatExceptionOfType(InvalidSettings.class)
        .isThrownBy(() -> administration.publish(clinic.id(), 1, now, Author.byApi("user:1")))
        .withMessageContaining("limits");
    assertThatExceptionOfType(InvalidSettings.class)
        .isThrownBy(() -> publish(clinic.id(), "limits: { calls-at-once: 9 }"))
        .withMessageContaining("limits");
    assertThat(publish(clinic.id(), "limits: { calls-at-once: 1 }\ngreeting: שלום").state())
        .isEqualTo(SettingsVersion.State.PUBLISHED);
    assertThat(administration.publish(clinic.id(), 1, revisionOf(clinic), operator).version())
        .isEqualTo(1);
  }

  private long revisionOf(BusinessRecord business) {
    return server.directories().store().find(business.id()).orElseThrow().revision();
  }

  @Test
  void what_is_published_holds_after_a_restart() throws Exception {
    add("clinic", CLINIC, "greeting: שלום מהמרפאה");
    server.close();
    start(null);

    assertThat(comesIn(CALL, CLINIC)).contains("שלום מהמרפאה");
  }

  @Test
  void a_number_that_is_nobodys_takes_a_message_once_there_are_businesses() throws Exception {
    add("clinic", CLINIC, "");

    assertThat(comesIn(CALL, GARAGE)).contains("voicemail_he", "<Record");
    assertThat(businessOf(CALL)).isEqualTo(Business.NOBODY);
  }

  @Test
  void the_business_of_the_settings_keeps_the_numbers_that_nobody_else_has() throws Exception {
    server.close();
    start(new Business(Business.FIRST, "The old one", null, AnswerMode.CONVERSE));
    add("clinic", CLINIC, "greeting: שלום מהמרפאה");

    assertThat(comesIn(CALL, GARAGE)).contains("<Connect", "greeting_he.mp3");
    assertThat(businessOf(CALL)).isEqualTo(Business.FIRST);
    assertThat(comesIn(OTHER_CALL, CLINIC)).contains("שלום מהמרפאה");
  }

  @Test
  void a_suspended_business_takes_messages_and_a_closed_one_has_no_number() throws Exception {
    BusinessRecord clinic = add("clinic", CLINIC, "");
    BusinessRecord suspended = setState(clinic, BusinessState.SUSPENDED);

    assertThat(comesIn(CALL, CLINIC)).contains("<Record").doesNotContain("<Connect");
    assertThat(businessOf(CALL)).isEqualTo(clinic.id());

    setState(suspended, BusinessState.CLOSED);
    add("second-clinic", CLINIC, "greeting: אנחנו החדשים");
    assertThat(comesIn(OTHER_CALL, CLINIC)).contains("אנחנו החדשים");
  }

  @Test
  void an_account_of_its_own_signs_for_its_own_businesses_alone() throws Exception {
    server
        .directories()
        .accounts()
        .save(OTHER_ACCOUNT, "the other", List.of(new Secret(OTHER_TOKEN)), Instant.now());
    server
        .directories()
        .administration()
        .add(
            new Identity("garage", "Garage", OTHER_ACCOUNT, List.of(GARAGE)),
            "",
            "",
            Author.COMMAND);
    add("clinic", CLINIC, "");
    TwilioByHand other = twilio.withToken(OTHER_TOKEN);

    assertThat(status(other, CALL, OTHER_ACCOUNT, GARAGE)).isEqualTo(200);
    assertThat(status(twilio, OTHER_CALL, OTHER_ACCOUNT, GARAGE)).isEqualTo(403);
    assertThat(status(other, OTHER_CALL, OTHER_ACCOUNT, CLINIC)).isEqualTo(403);
    assertThat(status(other, OTHER_CALL, TwilioByHand.ACCOUNT, CLINIC)).isEqualTo(403);

    server
        .directories()
        .accounts()
        .save(OTHER_ACCOUNT, "the other", List.of(new Secret("a rotated token")), Instant.now());
    server.directories().directory().refresh();
    assertThat(status(other, "CA" + "4".repeat(32), OTHER_ACCOUNT, GARAGE)).isEqualTo(403);
  }

  private BusinessRecord add(String slug, String number, String document) throws InvalidSettings {
    return server
        .directories()
        .administration()
        .add(new Identity(slug, slug, null, List.of(number)), document, "", Author.byApi("user:1"));
  }

  private BusinessRecord setState(BusinessRecord business, BusinessState state)
      throws InvalidSettings {
    return server
        .directories()
        .administration()
        .update(
            business.id(),
            business.revision(),
            new Identity(business.slug(), business.name(), null, List.of(CLINIC)),
            state,
            Author.byApi("user:1"));
  }

  private SettingsVersion publish(long business, String document) throws InvalidSettings {
    var administration = server.directories().administration();
    Author author = Author.byApi("user:1");
    SettingsVersion draft = administration.draft(business, document, "", author);
    long revision = server.directories().store().find(business).orElseThrow().revision();
    return administration.publish(business, draft.version(), revision, author);
  }

  private String comesIn(String call, String called) throws Exception {
    return twilio.post(TwilioPaths.INCOMING_CALL, form(call, TwilioByHand.ACCOUNT, called)).body();
  }

  private static int status(TwilioByHand from, String call, String account, String called)
      throws Exception {
    return from.post(TwilioPaths.INCOMING_CALL, form(call, account, called)).statusCode();
  }

  private String streamEnds(String call) throws Exception {
    return twilio.post(TwilioPaths.STREAM_ENDED, form(call, TwilioByHand.ACCOUNT, CLINIC)).body();
  }

  private static Map<String, String> form(String call, String account, String called) {
    Map<String, String> form = TwilioByHand.call(call);
    form.put("AccountSid", account);
    form.put("To", called);
    return form;
  }

  private LoggedCall logged(String call) {
    return server.stores().calls().find(new CallSid(call)).orElseThrow();
  }

  private long businessOf(String call) {
    return logged(call).businessId();
  }

  private String handedOver(String call) {
    PhoneNumber to = logged(call).handOverTo();
    return to == null ? "" : to.value();
  }

  private static String ticket(String twiml) {
    Matcher found = TICKET.matcher(twiml);
    assertThat(found.find()).as(twiml).isTrue();
    return found.group(1);
  }
}
