package app.kolan.bench.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.CallMoment;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CallExperienceTest {
  @Test
  void a_caller_waits_from_his_first_words_that_nobody_has_answered() {
    assertThat(
            CallExperience.longestWait(
                List.of(agent(0, 3), caller(4, 6), agent(7, 9), caller(10, 11), caller(14, 15))))
        .as("what comes after the last word of the agent is no answer")
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(
            CallExperience.longestWait(
                List.of(agent(0, 3), caller(4, 6), caller(9, 10), agent(12, 13))))
        .isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void an_agent_who_breaks_off_and_goes_on_is_waited_for_too() {
    assertThat(CallExperience.longestWait(List.of(agent(0, 3), agent(8, 9))))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(CallExperience.longestWait(List.of())).isZero();
  }

  @Test
  void a_talk_that_moves_is_away_until_the_agent_is_heard_on_the_next_stream() {
    var byNobody = CallMoment.StreamEnded.By.NOBODY;
    List<CallMoment> moves =
        List.of(
            opened(0),
            agent(1, 4),
            new CallMoment.StreamEnded(seconds(5), "MZ1", byNobody, 1006),
            opened(6),
            agent(2, 5), // heard on the first one, and told when it was over
            agent(8, 9),
            agent(20, 21));

    assertThat(CallExperience.away(moves)).contains(Duration.ofSeconds(3));
    assertThat(CallExperience.away(List.of(moves.get(2), opened(6), agent(4, 9))))
        .as("words that are one with those before")
        .contains(Duration.ofSeconds(1));
    assertThat(CallExperience.away(moves.subList(0, 2))).isEmpty();
    assertThat(CallExperience.away(moves.subList(0, 4))).isEmpty();
  }

  @Test
  void percentiles_of_few_are_the_highest() {
    List<Duration> few = List.of(Duration.ofSeconds(3), Duration.ofSeconds(1));
    assertThat(FaultRow.percentile(few, 99)).isEqualTo(Duration.ofSeconds(3));
    assertThat(FaultRow.percentile(few, 0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(FaultRow.percentile(List.of(), 50)).isZero();
  }

  private static CallMoment opened(int at) {
    var url = URI.create("wss://phone.example.com/media");
    return new CallMoment.StreamOpened(seconds(at), "MZ1", url, true);
  }

  private static CallMoment agent(int from, int to) {
    return new CallMoment.AgentSpoke(seconds(to), null, seconds(from), seconds(to), true);
  }

  private static CallMoment caller(int from, int to) {
    return new CallMoment.CallerSpoke(seconds(to), null, seconds(from), seconds(to));
  }

  private static Duration seconds(int number) {
    return Duration.ofSeconds(number);
  }
}
