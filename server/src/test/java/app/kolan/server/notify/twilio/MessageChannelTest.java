package app.kolan.server.notify.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.QuietTimes;
import app.kolan.server.notify.Alert;
import app.kolan.server.notify.AlertChannel.Sent;
import app.kolan.server.notify.AlertState;
import app.kolan.server.settings.Secret;
import app.kolan.server.telephony.rest.TwilioRest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against a server that answers as Twilio's documentation of the Message resource has it.
@Tag("socket")
class MessageChannelTest {
  private static final String ACCOUNT = "AC" + "a".repeat(32);
  private static final String SMS = "SM" + "1".repeat(32);
  private static final String TEMPLATE = "HX" + "2".repeat(32);
  private static final String STATUS = "https://phone.example.com/webhook/message_status";
  private static final Instant AT = Instant.parse("2026-11-29T10:00:00Z");

  private final BlockingQueue<Map<String, String>> forms = new LinkedBlockingQueue<>();
  private HttpServer twilio;
  private TwilioRest rest;
  private MessageChannel channel;
  private volatile int status = 201;
  private volatile String answer = "{\"sid\":\"%s\",\"status\":\"queued\"}".formatted(SMS);

  @BeforeEach
  void start() throws IOException {
    twilio = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    twilio.createContext("/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json", this::take);
    twilio.start();
    URI base = URI.create("http://127.0.0.1:" + twilio.getAddress().getPort());
    rest = new TwilioRest(base, ACCOUNT, List.of("token"), Duration.ofSeconds(20));
    channel = new MessageChannel(_ -> rest, STATUS);
  }

  @AfterEach
  void stop() {
    rest.close();
    twilio.stop(0);
  }

  @Test
  void an_sms_has_the_alert_in_words_and_where_its_status_is_told() throws Exception {
    assertThat(send(Channel.SMS, null)).isEqualTo(new Sent.Taken(SMS, null));

    Map<String, String> form = forms.take();
    assertThat(form)
        .containsEntry("To", "+972501234567")
        .containsEntry("From", "+97231234567")
        .containsEntry("StatusCallback", STATUS)
        .containsOnlyKeys("To", "From", "StatusCallback", "Body");
    assertThat(form.get("Body")).contains("פנייה חדשה", "דנה");
  }

  @Test
  void whatsapp_with_a_template_sends_its_variables_in_place_of_a_text() throws Exception {
    assertThat(send(Channel.WHATSAPP, TEMPLATE)).isEqualTo(new Sent.Taken(SMS, null));

    Map<String, String> form = forms.take();
    assertThat(form)
        .containsEntry("To", "whatsapp:+972501234567")
        .containsEntry("From", "whatsapp:+97231234567")
        .containsEntry("ContentSid", TEMPLATE)
        .doesNotContainKey("Body");
    assertThat(form.get("ContentVariables")).startsWith("{\"1\":\"").contains("\"2\":\"");
  }

  @ParameterizedTest
  @CsvSource({
    "400, 21610, true, opted out",
    "400, 63016, false, by a template",
    "429, 20429, false, too often",
    "503, , false, HTTP 503"
  })
  void what_twilio_refuses_is_told_in_words_and_tried_again_where_that_helps(
      int refusal, @Nullable Integer code, boolean isLasting, String words) throws Exception {
    status = refusal;
    answer = code == null ? "" : "{\"code\":%d,\"message\":\"x\",\"status\":400}".formatted(code);

    assertThat(send(Channel.SMS, null))
        .isInstanceOfSatisfying(
            Sent.Failed.class,
            failed -> {
              assertThat(failed.isLasting()).isEqualTo(isLasting);
              assertThat(failed.why()).contains(words);
            });
  }

  private Sent send(Channel to, @Nullable String template) throws InterruptedException {
    var rule =
        new AlertRule(
            to,
            "+972501234567",
            Set.of(AlertKind.NEW_LEAD),
            QuietTimes.NONE,
            null,
            "+97231234567",
            template);
    var alert =
        new Alert(
            "a".repeat(32),
            1,
            AlertKind.NEW_LEAD,
            "call:CA1",
            "CA1",
            to,
            rule.address(),
            "{\"alert\":\"new-lead\",\"name\":\"דנה\",\"at\":\"%s\"}".formatted(AT),
            AlertState.SENDING,
            1,
            null,
            null,
            null,
            AT,
            AT,
            AT,
            AT);
    var business =
        BusinessSettings.of(
            new Business(1, "test", null, AnswerMode.CONVERSE, BusinessProfile.NONE));
    return channel.send(alert, rule, withTokens(business));
  }

  private static BusinessSettings withTokens(BusinessSettings settings) {
    return new BusinessSettings(
        settings.version(),
        settings.business(),
        new AccountTokens(ACCOUNT, List.of(new Secret("token"))),
        settings.providers(),
        settings.prompts());
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    forms.add(
        Arrays.stream(body.split("&"))
            .map(field -> field.split("=", 2))
            .collect(
                Collectors.toMap(
                    field -> field[0],
                    field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8))));
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
