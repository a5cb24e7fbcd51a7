package app.kolan.simulator.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.simulator.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ScriptTest {
  static Stream<Arguments> sentences() {
    return Stream.of(
        Arguments.of("caller says hello", new Step.Says(new Step.Sound.Clip("hello"))),
        Arguments.of("caller says שלום-1", new Step.Says(new Step.Sound.Clip("שלום-1"))),
        Arguments.of(
            "caller says \"when #1 opens\" for 1.4s",
            new Step.Says(new Step.Sound.Words("when #1 opens", ms(1400)))),
        Arguments.of("caller  waits   2s", new Step.Waits(ms(2000))),
        Arguments.of("caller waits for silence", new Step.WaitsForSilence(ms(600))),
        Arguments.of("caller waits for silence of 700ms", new Step.WaitsForSilence(ms(700))),
        Arguments.of(
            "caller interrupts after 600ms with hello",
            new Step.Interrupts(ms(600), new Step.Sound.Clip("hello"))),
        Arguments.of(
            "caller interrupts after 0.6s with \"no\" for 1s",
            new Step.Interrupts(ms(600), new Step.Sound.Words("no", ms(1000)))),
        Arguments.of("caller presses 0525381648#", new Step.Presses("0525381648#")),
        Arguments.of("caller presses 1 # for sales", new Step.Presses("1")),
        Arguments.of("caller hangs up", new Step.HangsUp()),
        Arguments.of("agent says greeting", new Step.AgentSays("greeting", ms(10_000))),
        Arguments.of("agent says greeting within 900ms", new Step.AgentSays("greeting", ms(900))),
        Arguments.of("agent speaks", new Step.AgentSpeaks(ms(10_000))),
        Arguments.of("agent speaks within 900ms", new Step.AgentSpeaks(ms(900))),
        Arguments.of("agent stops within 200ms", new Step.AgentStops(ms(200))),
        Arguments.of("agent says nothing for 3s", new Step.AgentSaysNothing(ms(3000))),
        Arguments.of("call ends", new Step.CallEnds(ms(10_000))),
        Arguments.of("call ends within 5s", new Step.CallEnds(ms(5000))));
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void every_sentence_is_understood(String line, Step step) throws MalformedScript {
    assertThat(Script.parse(line).lines()).extracting(Script.Line::step).containsExactly(step);
  }

  @Test
  void comments_and_empty_lines_keep_the_numbers_of_the_others() throws MalformedScript {
    Script script = Script.parse("# a story\n\n  caller waits 1s  # a while\ncaller hangs up\n");

    assertThat(script.lines()).extracting(Script.Line::number).containsExactly(3, 4);
  }

  @Test
  void a_line_may_say_how_the_network_fails() throws MalformedScript {
    Script script =
        Script.parse("fault: rest answers 429 twice # so\n fault:handshake is lost\ncall ends");

    assertThat(script.faults())
        .extracting(Fault::line)
        .containsExactly("rest answers 429 twice", "handshake is lost");
    assertThat(script.lines()).extracting(Script.Line::number).containsExactly(3);
  }

  @Test
  void a_malformed_fault_is_reported_with_its_line() {
    assertThatThrownBy(() -> Script.parse("call ends\nfault: handshake gets lost"))
        .isInstanceOf(MalformedScript.class)
        .hasMessageStartingWith("line 2: “handshake gets lost” is no fault; the nearest is:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "caller sayz hello | caller says <clip>",
        "caller waits for silense | caller waits for silence",
        "caller waits 2 | caller waits 2s",
        "caller presses 12x | caller presses 123#",
        "agent stops quickly | agent stops within 200ms",
        "agent spoke | agent speaks",
        "call end | call ends",
        "caller hangs  up now | caller hangs up"
      })
  void an_unknown_sentence_is_reported_with_its_line_and_the_nearest_one(
      String line, String nearest) {
    assertThatThrownBy(() -> Script.parse("\n# so\n" + line))
        .isInstanceOf(MalformedScript.class)
        .hasMessageStartingWith("line 3: “" + line)
        .hasMessageContaining("the nearest is: " + nearest)
        .satisfies(e -> assertThat(((MalformedScript) e).lineNumber()).isEqualTo(3));
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void any_text_is_a_script_or_malformed(long seed) {
    var random = new Random(seed);
    List<String> words =
        List.of(
            "caller",
            "agent",
            "call",
            "says",
            "waits",
            "for",
            "with",
            "within",
            "2s",
            "900ms",
            "\"",
            "#",
            "hello",
            "\n",
            "after",
            "999999999999s",
            "ends",
            "up",
            "\u0000",
            "שלום");
    for (int i = 0; i < 500; i++) {
      var text = new StringBuilder();
      for (int j = random.nextInt(12); j >= 0; j--) {
        text.append(words.get(random.nextInt(words.size())))
            .append(random.nextBoolean() ? " " : "");
      }
      try {
        assertThat(Script.parse(text.toString())).isNotNull();
      } catch (MalformedScript e) {
        assertThat(e).hasMessageStartingWith("line ");
      }
    }
  }

  @Test
  void words_and_keys_do_not_print() throws MalformedScript {
    Script script = Script.parse("caller presses 0525381648\ncaller says \"secret\" for 1s");

    assertThat(script.lines().getFirst().step().toString()).doesNotContain("0525381648");
    assertThat(script.lines().getLast().step().toString()).doesNotContain("secret");
  }

  private static Duration ms(long length) {
    return Duration.ofMillis(length);
  }
}
