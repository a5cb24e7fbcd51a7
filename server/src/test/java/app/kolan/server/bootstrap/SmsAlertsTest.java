package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.business.AlertRule;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.business.QuietTimes;
import app.kolan.server.notify.Alert;
import app.kolan.server.notify.AlertQuery;
import app.kolan.server.notify.AlertState;
import app.kolan.server.store.Promise;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.Edge;
import app.kolan.simulator.FreePort;
import app.kolan.simulator.SentMessage;
import app.kolan.simulator.fault.Faults;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Alerts by SMS and WhatsApp over the simulated Twilio, to what it tells of them, over real
/// sockets.
@Tag("socket")
class SmsAlertsTest {
  private static final String PUBLIC = "https://phone.example.com";
  private static final String OWNER = "+972501234567";
  private static final String TEMPLATE = "HX" + "a".repeat(32);

  @TempDir private Path data;
  private @Nullable Carrier carrier;
  private @Nullable PhoneServer server;

  @AfterEach
  void stop() {
    if (carrier != null) {
      carrier.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void an_sms_is_sent_and_delivered() throws Exception {
    PhoneServer running = start("", Channel.SMS, null);
    test(running);

    Alert alert = awaitStatus(running, "delivered");

    assertThat(alert.state()).isEqualTo(AlertState.SENT);
    assertThat(alert.problem()).isNull();
    assertThat(running.alertStore().deliveries(alert.id()))
        .extracting(Alert.Delivery::outcome)
        .containsExactly("sent", "sent", "delivered");
    assertThat(messages()).hasSize(1);
    assertThat(messages().getFirst().to()).isEqualTo(OWNER);
    assertThat(messages().getFirst().body()).startsWith("התראת בדיקה");
  }

  @ParameterizedTest
  @CsvSource({"30003, off or out of reach", "30007, spam", "30999, Twilio's code 30999"})
  void one_that_does_not_arrive_says_why(int code, String why) throws Exception {
    PhoneServer running = start("message is undelivered with " + code, Channel.SMS, null);
    test(running);

    Alert alert = awaitStatus(running, "undelivered");

    assertThat(alert.problem()).contains(why);
    assertThat(running.alertStore().deliveries(alert.id()).getLast().code()).isEqualTo(code);
  }

  @Test
  void whatsapp_needs_a_template() throws Exception {
    PhoneServer running = start("", Channel.WHATSAPP, null);
    test(running);

    assertThat(awaitStatus(running, "undelivered").problem()).contains("set template");
  }

  @Test
  void whatsapp_with_a_template_arrives() throws Exception {
    PhoneServer running = start("", Channel.WHATSAPP, TEMPLATE);
    test(running);

    assertThat(awaitStatus(running, "delivered").problem()).isNull();
    assertThat(messages().getFirst().contentVariables()).contains("התראת בדיקה");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status callbacks are reordered",
        "status callbacks are doubled",
        "messages are late by 1s"
      })
  void statuses_that_come_late_twice_or_out_of_order_end_the_same(String fault) throws Exception {
    PhoneServer running = start(fault, Channel.SMS, null);
    test(running);

    Alert alert = awaitStatus(running, "delivered");
    assertThat(running.alertStore().deliveries(alert.id()))
        .extracting(Alert.Delivery::outcome)
        .endsWith("delivered")
        .containsOnlyOnce("delivered");
  }

  @Test
  void what_twilio_refuses_once_is_sent_once_in_the_end() throws Exception {
    PhoneServer running = start("rest answers 503 once", Channel.SMS, null);
    test(running);
    Await.until("it is refused", () -> alert(running).attempts() == 1);
    assertThat(alert(running).problem()).isEqualTo("Twilio's code 20503");

    assertThat(running.alerts().sendAgain(1, alert(running).id())).isTrue();

    awaitStatus(running, "delivered");
    assertThat(messages()).hasSize(1);
  }

  @Test
  void a_promise_whose_time_has_come_is_told_with_whom_to_call() throws Exception {
    PhoneServer running = start("", Channel.SMS, null);
    Instant now = Instant.now();
    running
        .crm()
        .stores()
        .promises()
        .add(
            new Promise.Draft(
                1,
                null,
                null,
                new PhoneNumber("+972541111111"),
                "לחזור לדנה",
                now.plusSeconds(10),
                now,
                "user:1",
                null),
            now);

    Await.until("it is told when it is due, and when it is broken", () -> messages().size() == 2);
    assertThat(messages().getFirst().body())
        .startsWith("הגיע הזמן לחזור")
        .contains("לחזור לדנה", "+972541111111");
    assertThat(messages().getLast().body()).startsWith("הבטחה שלא קוימה בזמן");
  }

  private PhoneServer start(String faults, Channel channel, @Nullable String template)
      throws Exception {
    int port = FreePort.find();
    var started =
        Carrier.start(
            CarrierSettings.of(
                    TwilioByHand.ACCOUNT,
                    TwilioByHand.TOKEN,
                    URI.create(PUBLIC + TwilioPaths.INCOMING_CALL))
                .withEdge(new Edge(URI.create(PUBLIC), URI.create("http://127.0.0.1:" + port)))
                .withFaults(Faults.parse(faults, 1)));
    carrier = started;
    var rule =
        new AlertRule(
            channel, OWNER, AlertKinds.atOnce(), QuietTimes.NONE, null, "+97231234567", template);
    PhoneServer running = Servers.forCarrier(data, port, started.restUrl(), List.of(rule));
    server = running;
    return running;
  }

  private static void test(PhoneServer running) {
    assertThat(running.alerts().test(1, _ -> true)).hasSize(1);
  }

  private static Alert awaitStatus(PhoneServer running, String status) {
    Await.until("the alert is " + status, () -> status.equals(alert(running).carrierStatus()));
    return alert(running);
  }

  private static Alert alert(PhoneServer running) {
    return running.alertStore().find(AlertQuery.all(1, 10)).getFirst();
  }

  private List<SentMessage> messages() {
    return carrier == null ? List.of() : carrier.messages();
  }
}
