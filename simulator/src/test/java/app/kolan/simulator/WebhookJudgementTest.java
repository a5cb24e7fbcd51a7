package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class WebhookJudgementTest {
  @ParameterizedTest
  @ValueSource(ints = {100, 301, 400, 403, 404, 405, 426, 500, 502, 503, 599, 0, -1})
  void a_status_that_is_no_success_is_a_retrieval_failure(int status) {
    var judgement = judge(status, "text/xml", "<Response/>");

    assertThat(judgement.problems()).extracting(Problem::code).containsExactly(11200);
    assertThat(judgement.isUsable()).isFalse();
    assertThat(judgement.findings().getFirst().detail()).contains(Integer.toString(status));
  }

  @Test
  void no_content_is_a_call_with_nothing_to_do() {
    var judgement = judge(204, null, "");

    assertThat(judgement.isUsable()).isTrue();
    assertThat(judgement.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/xml         | <Response/>                   |",
        "application/xml  | <Response><Hangup/></Response> |",
        "application/json | <Response/>                   | 12300",
        "                 | <Response/>                   | 12300",
        "text/xml         | <Response>                    | 12100",
        "text/xml         | <html/>                       | 12102",
        "text/xml         | ''                            | 11770",
        "text/xml         | <Response><Sing/></Response>  | 12200",
      })
  void a_success_is_evaluated_by_its_type_and_body(
      @Nullable String type, String body, @Nullable Integer code) {
    List<Integer> expected = code == null ? List.of() : List.of(code);

    assertThat(judge(200, type, body).problems())
        .extracting(Problem::code)
        .containsExactlyElementsOf(expected);
  }

  @Test
  void any_answer_is_evaluated() {
    var random = new Random(7);
    for (int i = 0; i < 500; i++) {
      var body = new byte[random.nextInt(60)];
      random.nextBytes(body);
      var judgement = WebhookJudgement.judge(random.nextInt(700), "text/xml", body);

      assertThat(judgement.isUsable() || !judgement.findings().isEmpty()).isTrue();
    }
  }

  private static WebhookJudgement judge(int status, @Nullable String type, String body) {
    return WebhookJudgement.judge(status, type, body.getBytes(StandardCharsets.UTF_8));
  }
}
