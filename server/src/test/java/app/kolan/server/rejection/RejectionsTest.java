package app.kolan.server.rejection;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.signature.ArrivedRequest;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.RequestBody;
import app.kolan.twilio.signature.RequestSignature;
import app.kolan.twilio.signature.SignatureDiagnosis;
import app.kolan.twilio.signature.SignatureSettings;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@Tag("unit")
class RejectionsTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String URL = "https://phone.example.com/webhook/call_status";
  private static final FormPairs FORM = FormPairs.of("CallSid", "CA1", "From", "+972541234567");
  private static final String FORGED = "AAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private final Logger logger = (Logger) LoggerFactory.getLogger(RejectionLog.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private final List<Runnable> waiting = new ArrayList<>();
  private final Rejections rejections =
      new Rejections(
          request ->
              new SignatureSettings(
                  "https://phone.example.com", List.of(TOKEN), "AC1", 8080, false),
          waiting::add,
          () -> now);

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  @Test
  void a_request_larger_than_twilios_is_kept_unexplained() {
    FormPairs large = FormPairs.of("CallSid", "CA1", "Text", "x".repeat(20_000));
    rejections.refused(arrival("/webhook/call_status", FORGED, large));

    assertThat(waiting).isEmpty();
    assertThat(rejections.latest())
        .singleElement()
        .satisfies(rejection -> assertThat(rejection.name()).isEqualTo("not-explained"));
  }

  @Test
  void an_explanation_is_computed_elsewhere_and_kept() {
    rejections.refused(arrival("/webhook/call_status", trailing()));

    assertThat(rejections.latest()).isEmpty();
    work();
    assertThat(rejections.latest())
        .singleElement()
        .satisfies(
            rejection -> {
              assertThat(rejection.diagnosis()).isInstanceOf(SignatureDiagnosis.WouldMatch.class);
              assertThat(rejection.count()).isEqualTo(1);
              assertThat(rejection.parameters()).containsExactly("CallSid", "From");
              assertThat(rejection.toString()).doesNotContain("97254", TOKEN, trailing());
            });
    assertThat(log.list)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.getMessage()).isEqualTo("a request was refused with 403");
              assertThat(line.getKeyValuePairs().toString())
                  .contains("would-match", "slash at the end", "remedy")
                  .doesNotContain("97254", TOKEN, trailing());
            });
  }

  @Test
  void what_has_no_signature_costs_no_explanation() {
    IntStream.range(0, 50).forEach(_ -> rejections.refused(arrival("/webhook/call_status", null)));

    assertThat(waiting).isEmpty();
    assertThat(rejections.latest())
        .singleElement()
        .satisfies(
            rejection -> {
              assertThat(rejection.name()).isEqualTo("unsigned");
              assertThat(rejection.count()).isEqualTo(50);
            });
  }

  @Test
  void at_most_five_are_explained_in_any_second() {
    IntStream.range(0, 20)
        .forEach(_ -> rejections.refused(arrival("/webhook/call_status", FORGED)));
    assertThat(waiting).hasSize(5);

    now = now.plusMillis(999);
    rejections.refused(arrival("/webhook/call_status", FORGED));
    assertThat(waiting).hasSize(5);

    now = now.plusMillis(1);
    rejections.refused(arrival("/webhook/call_status", FORGED));
    assertThat(waiting).hasSize(6);
    assertThat(rejections.latest())
        .singleElement()
        .satisfies(rejection -> assertThat(rejection.name()).isEqualTo("not-explained"));
    work();
    assertThat(rejections.latest())
        .singleElement()
        .satisfies(
            rejection -> {
              assertThat(rejection.name()).isEqualTo("unknown-reason");
              assertThat(rejection.count()).isEqualTo(22);
            });
  }

  @Test
  void a_kind_is_logged_once_in_half_a_minute_with_the_count_of_the_others() {
    for (int i = 0; i < 30; i++) {
      rejections.refused(arrival("/webhook/call_status", null));
      now = now.plusSeconds(1);
    }
    assertThat(log.list).hasSize(1);

    rejections.refused(arrival("/webhook/call_status", null));
    rejections.refused(arrival("/webhook/incoming_call", null));

    assertThat(log.list).hasSize(3);
    assertThat(log.list.get(1).getKeyValuePairs().toString()).contains("suppressed=\"29\"");
    assertThat(log.list.get(2).getKeyValuePairs().toString()).doesNotContain("suppressed");
  }

  @Test
  void every_use_of_a_bypass_is_logged_and_not_kept_as_refused() {
    for (int i = 0; i < 8; i++) {
      rejections.bypassed(arrival("/webhook/call_status", trailing()));
    }
    work();

    assertThat(log.list)
        .hasSize(8)
        .allSatisfy(line -> assertThat(line.getMessage()).startsWith("THE SIGNATURE BYPASS"));
    assertThat(log.list.getLast().getKeyValuePairs().toString()).contains("would-match");
    assertThat(rejections.latest()).isEmpty();
  }

  @Test
  void a_flood_of_strangers_does_not_push_out_what_was_proven() {
    rejections.refused(arrival("/webhook/call_status", trailing()));
    work();
    now = now.plus(Duration.ofMinutes(1));
    IntStream.range(0, 500).forEach(i -> rejections.refused(arrival("/route/" + i, null)));

    assertThat(rejections.latest()).hasSize(100);
    assertThat(rejections.latest().getFirst().route()).isEqualTo("/route/499");
    assertThat(rejections.latest().getLast().name()).isEqualTo("would-match");
  }

  @Test
  void a_token_that_has_let_a_request_in_is_less_suspect() {
    rejections.refused(arrival("/webhook/call_status", FORGED));
    work();
    rejections.genuine(List.of(TOKEN));
    rejections.refused(arrival("/webhook/incoming_call", FORGED));
    work();

    assertThat(rejections.latest().getLast().remedies().getFirst()).contains("TWILIO_AUTH_TOKEN");
    assertThat(rejections.latest().getFirst().remedies().getFirst())
        .doesNotContain("TWILIO_AUTH_TOKEN");
  }

  private void work() {
    waiting.forEach(Runnable::run);
    waiting.clear();
  }

  private static String trailing() {
    return RequestSignature.compute(TOKEN, URL + "/", FORM);
  }

  private static UnverifiedRequest arrival(String route, @Nullable String signature) {
    return arrival(route, signature, FORM);
  }

  private static UnverifiedRequest arrival(
      String route, @Nullable String signature, FormPairs form) {
    Map<String, String> headers =
        signature == null ? Map.of() : Map.of("X-Twilio-Signature", signature);
    var request =
        new ArrivedRequest(
            ArrivedRequest.Kind.WEBHOOK,
            "POST",
            "/webhook/call_status",
            false,
            headers,
            RequestBody.of(form.encoded()),
            List.of(URL),
            true);
    return new UnverifiedRequest(route, request, form.names(), "203.0.113.9", "");
  }
}
