package app.kolan.simulator.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import app.kolan.simulator.script.SpokenLine.Party;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ScriptedCallerTest {
  private static final Mulaw GREETING = Sounds.speechLike("greeting", Duration.ofSeconds(2));
  private static final Mulaw ANSWER = Sounds.speechLike("answer", Duration.ofSeconds(3));
  private static final Mulaw LONG_ANSWER =
      Mulaw.join(
          List.of(ANSWER, Mulaw.silence(Duration.ofMillis(700)), Sounds.speechLike("x", ms(800))));
  private static final Mulaw HELLO = Sounds.speechLike("hello", Duration.ofSeconds(1));
  private static final Sounds SOUNDS =
      Sounds.of(
          Map.of("hello", HELLO),
          Map.of("greeting", GREETING, "answer", ANSWER, "long-answer", LONG_ANSWER));

  private final FakeAgent agent = new FakeAgent();

  @Test
  void a_conversation_that_follows_the_script_has_no_failures() {
    ScriptedCaller caller =
        caller(
            """
            agent says greeting within 1s
            caller waits for silence
            caller says hello
            agent says answer within 900ms
            caller waits for silence of 700ms
            caller hangs up
            """);

    agent.says(GREETING, 300).says(ANSWER, 4700).meets(caller, ms(20_000));

    assertThat(caller.failures()).isEmpty();
    assertThat(caller.isDone()).isTrue();
    assertThat(agent.callerSpokeAt(0)).isBetween(2800, 3000);
    assertThat(agent.hungUpAt()).isBetween(8300, 8500);
    assertThat(caller.lines())
        .extracting(SpokenLine::speaker, SpokenLine::name, SpokenLine::whole)
        .containsExactly(
            tuple(Party.AGENT, "greeting", true),
            tuple(Party.CALLER, "hello", true),
            tuple(Party.AGENT, "answer", true));
    assertThat(caller.heard().getFirst().from()).isBetween(ms(300), ms(320));
  }

  @Test
  void an_answer_that_comes_too_late_is_a_failure_that_says_how_late() {
    ScriptedCaller caller = caller("caller says hello\nagent says answer within 900ms");

    agent.says(ANSWER, 2200).meets(caller, ms(10_000));

    assertThat(caller.failures()).hasSize(1);
    assertThat(caller.failures().getFirst().line()).isEqualTo(2);
    assertThat(caller.failures().getFirst().reason())
        .contains("did not say “answer” within 900 ms");
  }

  @Test
  void another_prompt_than_the_expected_one_is_a_failure_that_names_it() {
    ScriptedCaller caller = caller("caller says hello\nagent says answer within 3s");

    agent.says(GREETING, 1500).meets(caller, ms(10_000));

    assertThat(caller.failures().getFirst().reason()).contains("it said greeting");
  }

  @Test
  void what_began_before_the_caller_spoke_is_no_answer() {
    ScriptedCaller caller = caller("caller waits 1s\ncaller says hello\nagent speaks within 900ms");

    agent.says(GREETING, 900).meets(caller, ms(6_000));

    assertThat(caller.failures()).hasSize(1);
  }

  @Test
  void an_interrupted_prompt_is_recognised_and_the_agent_stops_in_time() {
    ScriptedCaller caller =
        caller(
            """
            agent says answer
            caller interrupts after 600ms with hello
            agent stops within 200ms
            agent says greeting within 1s
            caller hangs up
            """);

    agent.says(ANSWER, 100).stops(860).says(GREETING, 2300).meets(caller, ms(10_000));

    assertThat(caller.failures()).isEmpty();
    assertThat(agent.callerSpokeAt(0)).isBetween(700, 760);
    assertThat(agent.moments().stream().filter(CallerFrame::interrupts)).hasSize(1);
    assertThat(caller.heard().getFirst().name()).isEqualTo("answer");
    assertThat(caller.heard().getFirst().whole()).isFalse();
    assertThat(caller.heard().getFirst().to()).isBetween(ms(780), ms(860));
  }

  @Test
  void an_agent_that_goes_on_speaking_is_a_failure() {
    ScriptedCaller caller =
        caller("caller interrupts after 600ms with hello\nagent stops within 200ms");

    agent.says(ANSWER, 100).meets(caller, ms(6_000));

    assertThat(caller.failures()).hasSize(1);
    assertThat(caller.failures().getFirst().reason()).contains("was still speaking");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 80, 159, 333, 1000})
  void prompts_that_follow_each_other_without_a_gap_are_both_recognised(int cutAt) {
    ScriptedCaller caller = caller("agent says greeting\nagent says answer\ncaller hangs up");
    Mulaw first = cutAt == 0 ? GREETING : GREETING.slice(0, 8000 + cutAt);

    agent.says(Mulaw.join(List.of(first, ANSWER)), 300).meets(caller, ms(20_000));

    assertThat(caller.failures()).isEmpty();
    assertThat(caller.heard()).extracting(SpokenLine::name).startsWith("greeting");
    assertThat(caller.heard().getFirst().whole()).isEqualTo(cutAt == 0);
  }

  @Test
  void the_longer_of_two_prompts_with_a_common_beginning_is_recognised() {
    ScriptedCaller shorter =
        caller("agent says answer\nagent says nothing for 4s\ncaller hangs up");
    new FakeAgent().says(ANSWER, 300).meets(shorter, ms(20_000));
    ScriptedCaller longer = caller("agent says long-answer\ncaller waits for silence");
    new FakeAgent().says(LONG_ANSWER, 300).meets(longer, ms(20_000));

    assertThat(shorter.failures()).isEmpty();
    assertThat(shorter.heard()).extracting(SpokenLine::name).containsExactly("answer");
    assertThat(longer.failures()).isEmpty();
    assertThat(longer.heard()).extracting(SpokenLine::name).containsExactly("long-answer");
  }

  @Test
  void a_prompt_that_turns_out_to_be_another_is_a_failure_of_its_line() {
    ScriptedCaller caller = caller("agent says answer\ncaller waits for silence\ncaller hangs up");

    agent.says(LONG_ANSWER, 300).meets(caller, ms(20_000));

    assertThat(caller.failures()).extracting(ScriptFailure::line).containsExactly(1);
    assertThat(caller.failures().getFirst().reason()).contains("namely long-answer");
  }

  @Test
  void a_prompt_with_a_gap_where_the_sender_ran_dry_is_still_one_prompt() {
    ScriptedCaller caller = caller("agent says answer\ncaller waits for silence\ncaller hangs up");

    agent
        .says(ANSWER.slice(0, 9000), 300)
        .says(ANSWER.slice(9000, ANSWER.length()), 300 + 1125 + 120)
        .meets(caller, ms(20_000));

    assertThat(caller.failures()).isEmpty();
    assertThat(caller.heard()).extracting(SpokenLine::name).containsExactly("answer");
    assertThat(caller.heard().getFirst().whole()).isTrue();
  }

  @Test
  void a_sound_that_is_no_prompt_is_speech_without_a_name() {
    ScriptedCaller caller =
        caller("agent speaks within 1s\ncaller waits for silence\ncaller hangs up");

    agent.says(Sounds.speechLike("unheard of", ms(900)), 200).meets(caller, ms(9_000));

    assertThat(caller.failures()).isEmpty();
    assertThat(caller.heard()).extracting(SpokenLine::name).containsExactly((String) null);
  }

  @Test
  void an_agent_that_speaks_when_it_should_say_nothing_is_a_failure() {
    ScriptedCaller caller = caller("agent says nothing for 3s");

    agent.says(GREETING, 1000).meets(caller, ms(5_000));

    assertThat(caller.failures())
        .extracting(ScriptFailure::reason)
        .containsExactly("the agent spoke");
  }

  @Test
  void keys_are_pressed_one_each_200_ms() {
    ScriptedCaller caller = caller("caller presses 12#\ncaller hangs up");

    agent.meets(caller, ms(5_000));

    assertThat(agent.moments().get(0).digits()).isEqualTo("1");
    assertThat(agent.moments().get(10).digits()).isEqualTo("2");
    assertThat(agent.moments().get(20).digits()).isEqualTo("#");
    assertThat(agent.hungUpAt()).isEqualTo(420);
  }

  @Test
  void a_call_that_ends_as_expected_is_no_failure() {
    ScriptedCaller caller = caller("agent says greeting\ncall ends within 5s");

    agent.says(GREETING, 300).meets(caller, ms(4_000));

    assertThat(caller.failures()).isEmpty();
    assertThat(agent.hungUpAt()).isNegative();
  }

  @Test
  void a_call_that_does_not_end_is_a_failure_and_the_caller_hangs_up() {
    ScriptedCaller caller = caller("agent says greeting\ncall ends within 2s");

    agent.says(GREETING, 300).meets(caller, ms(9_000));

    assertThat(caller.failures()).hasSize(1);
    assertThat(agent.hungUpAt()).isBetween(4200, 4400);
  }

  @Test
  void a_call_that_ends_too_early_fails_the_first_line_that_was_left() {
    ScriptedCaller caller = caller("caller says hello\nagent says answer\ncaller hangs up");

    agent.meets(caller, ms(500));

    assertThat(caller.failures()).hasSize(1);
    assertThat(caller.failures().getFirst().line()).isEqualTo(1);
    assertThat(caller.lines()).extracting(SpokenLine::whole).containsExactly(false);
  }

  @Test
  void a_wait_is_over_when_the_call_is() {
    ScriptedCaller caller = caller("caller waits 200ms\ncaller waits for silence\ncaller hangs up");

    agent.meets(caller, ms(500));

    assertThat(caller.failures()).isEmpty();
  }

  @Test
  void a_caller_may_choose_the_script_when_the_call_is_answered() throws MalformedScript {
    Script script = Script.parse("caller presses 7");
    var chosen = new AtomicReference<Script>();
    var caller = new ScriptedCaller(chosen::get, Sounds.of(Map.of(), Map.of()));
    chosen.set(script);

    assertThat(caller.next(Mulaw.SILENT_FRAME).digits()).isEqualTo("7");
  }

  @Test
  void a_silent_agent_does_not_keep_a_caller_for_ever() {
    ScriptedCaller caller = caller("caller waits for silence");

    agent.meets(caller, ms(60_000));

    assertThat(caller.failures()).hasSize(1);
    assertThat(agent.hungUpAt()).isBetween(30_000, 30_100);
  }

  @Test
  void what_the_agent_said_into_the_callers_sound_is_no_answer_to_wait_for() {
    ScriptedCaller caller =
        caller("caller says hello\ncaller waits for silence of 700ms\ncaller hangs up");

    agent.says(ANSWER, 200).stops(600).says(GREETING, 2500).meets(caller, ms(10_000));

    assertThat(caller.failures()).isEmpty();
    assertThat(agent.hungUpAt()).isBetween(5100, 5300);
  }

  @Test
  void what_the_agent_begins_before_the_callers_sound_is_over_may_be_its_answer() {
    ScriptedCaller caller =
        caller("caller says hello\ncaller waits for silence of 700ms\ncaller hangs up");

    agent.says(GREETING, 800).meets(caller, ms(10_000));

    assertThat(caller.failures()).isEmpty();
    assertThat(agent.hungUpAt()).isBetween(3400, 3600);
  }

  @Test
  void a_script_that_names_an_unknown_sound_is_refused() throws MalformedScript {
    Script script = Script.parse("caller says hello\nagent says farewell");

    assertThatThrownBy(() -> new ScriptedCaller(script, SOUNDS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("farewell")
        .hasMessageContaining("greeting");
  }

  private static ScriptedCaller caller(String script) {
    try {
      return new ScriptedCaller(Script.parse(script), SOUNDS);
    } catch (MalformedScript e) {
      throw new AssertionError(e);
    }
  }

  private static Duration ms(long length) {
    return Duration.ofMillis(length);
  }
}
