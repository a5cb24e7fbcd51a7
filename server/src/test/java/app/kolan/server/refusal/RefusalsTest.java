package app.kolan.server.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.carrier.signature.ArrivedRequest;
import app.kolan.carrier.signature.Diagnosis;
import app.kolan.carrier.signature.FormPairs;
import app.kolan.carrier.signature.RequestBody;
import app.kolan.carrier.signature.RequestSignature;
import app.kolan.carrier.signature.SignatureSettings;
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
class RefusalsTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String URL = "https://phone.example.com/webhook/call_status";
  private static final FormPairs FORM = FormPairs.of("CallSid", "CA1", "From", "+972541234567");
  private static final String FORGED = "AAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private final Logger logger = (Logger) LoggerFactory.getLogger(RefusalLog.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private final List<Runnable> waiting = new ArrayList<>();
  private final Refusals refusals =
      new Refusals(
          new SignatureSettings("https://phone.example.com", List.of(TOKEN), "AC1", 8080, false),
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
  void an_explanation_is_computed_elsewhere_and_kept() {
    refusals.refused(arrival("/webhook/call_status", trailing()));

    assertThat(refusals.latest()).isEmpty();
    work();
    assertThat(refusals.latest())
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.diagnosis()).isInstanceOf(Diagnosis.WouldMatch.class);
              assertThat(refusal.count()).isEqualTo(1);
              assertThat(refusal.parameters()).containsExactly("CallSid", "From");
              assertThat(refusal.toString()).doesNotContain("97254", TOKEN, trailing());
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
    IntStream.range(0, 50).forEach(_ -> refusals.refused(arrival("/webhook/call_status", null)));

    assertThat(waiting).isEmpty();
    assertThat(refusals.latest())
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.name()).isEqualTo("unsigned");
              assertThat(refusal.count()).isEqualTo(50);
            });
  }

  @Test
  void at_most_five_are_explained_in_any_second() {
    IntStream.range(0, 20).forEach(_ -> refusals.refused(arrival("/webhook/call_status", FORGED)));
    assertThat(waiting).hasSize(5);

    now = now.plusMillis(999);
    refusals.refused(arrival("/webhook/call_status", FORGED));
    assertThat(waiting).hasSize(5);

    now = now.plusMillis(1);
    refusals.refused(arrival("/webhook/call_status", FORGED));
    assertThat(waiting).hasSize(6);
    assertThat(refusals.latest())
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.name()).isEqualTo("not-explained"));
    work();
    assertThat(refusals.latest())
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.name()).isEqualTo("unknown-reason");
              assertThat(refusal.count()).isEqualTo(22);
            });
  }

  @Test
  void a_kind_is_logged_once_in_half_a_minute_with_the_count_of_the_others() {
    for (int i = 0; i < 30; i++) {
      refusals.refused(arrival("/webhook/call_status", null));
      now = now.plusSeconds(1);
    }
    assertThat(log.list).hasSize(1);

    refusals.refused(arrival("/webhook/call_status", null));
    refusals.refused(arrival("/webhook/incoming_call", null));

    assertThat(log.list).hasSize(3);
    assertThat(log.list.get(1).getKeyValuePairs().toString()).contains("unlogged=\"29\"");
    assertThat(log.list.get(2).getKeyValuePairs().toString()).doesNotContain("unlogged");
  }

  @Test
  void every_use_of_a_bypass_is_logged_and_not_kept_as_refused() {
    for (int i = 0; i < 8; i++) {
      refusals.bypassed(arrival("/webhook/call_status", trailing()));
    }
    work();

    assertThat(log.list)
        .hasSize(8)
        .allSatisfy(line -> assertThat(line.getMessage()).startsWith("THE SIGNATURE BYPASS"));
    assertThat(log.list.getLast().getKeyValuePairs().toString()).contains("would-match");
    assertThat(refusals.latest()).isEmpty();
  }

  @Test
  void a_flood_of_strangers_does_not_push_out_what_was_proven() {
    refusals.refused(arrival("/webhook/call_status", trailing()));
    work();
    now = now.plus(Duration.ofMinutes(1));
    IntStream.range(0, 500).forEach(i -> refusals.refused(arrival("/route/" + i, null)));

    assertThat(refusals.latest()).hasSize(100);
    assertThat(refusals.latest().getFirst().route()).isEqualTo("/route/499");
    assertThat(refusals.latest().getLast().name()).isEqualTo("would-match");
  }

  @Test
  void a_token_that_has_let_a_request_in_is_less_suspect() {
    refusals.refused(arrival("/webhook/call_status", FORGED));
    work();
    refusals.genuine();
    refusals.refused(arrival("/webhook/incoming_call", FORGED));
    work();

    assertThat(refusals.latest().getLast().remedies().getFirst()).contains("TWILIO_AUTH_TOKEN");
    assertThat(refusals.latest().getFirst().remedies().getFirst())
        .doesNotContain("TWILIO_AUTH_TOKEN");
  }

  private void work() {
    waiting.forEach(Runnable::run);
    waiting.clear();
  }

  private static String trailing() {
    return RequestSignature.compute(TOKEN, URL + "/", FORM);
  }

  private static Arrival arrival(String route, @Nullable String signature) {
    Map<String, String> headers =
        signature == null ? Map.of() : Map.of("X-Twilio-Signature", signature);
    var request =
        new ArrivedRequest(
            ArrivedRequest.Kind.WEBHOOK,
            "POST",
            "/webhook/call_status",
            false,
            headers,
            RequestBody.of(FORM.encoded()),
            List.of(URL),
            true);
    return new Arrival(route, request, FORM.names(), "203.0.113.9", "");
  }
}
