package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.CallMoment.ProblemRaised;
import app.kolan.simulator.CallMoment.StreamEnded;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ExpectedProblemsTest {
  private static final Duration AT = Duration.ofSeconds(1);

  @Test
  void the_end_of_a_conversation_is_expected() {
    assertThat(unexpected(closed(1000), raised(Problems.STREAM_CLOSED))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1001, 1006, 1008, 1009, 1011, 4000})
  void a_stream_that_is_refused_or_given_up_is_a_problem(int code) {
    assertThat(unexpected(closed(code), raised(Problems.STREAM_CLOSED)))
        .containsExactly(Problems.STREAM_CLOSED);
  }

  @Test
  void each_stream_is_judged_by_its_own_end() {
    assertThat(
            unexpected(
                closed(1000),
                raised(Problems.STREAM_CLOSED),
                closed(1008),
                raised(Problems.STREAM_CLOSED)))
        .hasSize(1);
  }

  @Test
  void any_other_problem_is_one() {
    assertThat(unexpected(closed(1000), raised(Problems.STREAM_BROKEN))).hasSize(1);
  }

  private static List<Problem> unexpected(CallMoment... moments) {
    return new CallReport(
            "CA1",
            List.of(moments),
            List.of(),
            Pcm.of(new short[0], 8000),
            Pcm.of(new short[0], 8000),
            CallEnd.DOCUMENT_ENDED,
            Duration.ZERO)
        .unexpectedProblems();
  }

  private static StreamEnded closed(int code) {
    return new StreamEnded(AT, "MZ1", StreamEnded.By.SERVER, code);
  }

  private static ProblemRaised raised(Problem problem) {
    return new ProblemRaised(AT, problem, "detail");
  }
}
