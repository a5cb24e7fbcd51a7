package app.kolan.server.llm;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.llm.ChatStream.Piece;
import app.kolan.server.tool.ToolSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a caller may hear of a model's text, however the text was divided.
@Tag("unit")
class ModelTextFilterTest {
  private static final String END = "end_call {\"reason\":\"done\"}";
  private static final ChatInput HEBREW = talk("אתה פקיד קבלה. ענה בעברית.");
  private static final ChatInput ENGLISH = talk("You are a receptionist. Answer in English.");

  static final List<Arguments> TEXTS =
      List.of(
          // ordinary text, which is not touched
          Arguments.of("שלום, במה אפשר לעזור?", "שלום, במה אפשר לעזור?"),
          Arguments.of("5 < 7, וגם 7 > 5 & זהו.", "5 < 7, וגם 7 > 5 & זהו."),
          Arguments.of("הוא אמר {שלום} ו[תודה] ו<3", "הוא אמר {שלום} ו[תודה] ו<3"),
          Arguments.of("כתבו ל<dana@example.com>", "כתבו ל<dana@example.com>"),
          Arguments.of("the end_call_center is open", "the end_call_center is open"),
          Arguments.of("A&B; R&D", "A&B; R&D"),
          Arguments.of("**חשוב**: `א` ו```ב```", "**חשוב**: `א` ו```ב```"),
          Arguments.of("נסיים ב-", "נסיים ב-"),
          Arguments.of("a < b", "a < b"),
          Arguments.of("אם המשקל <kg 50> אפשר", "אם המשקל <kg 50> אפשר"),
          Arguments.of("פחות מ<kg", "פחות מ<kg"),
          Arguments.of("x<y ולכן z>w", "x<y ולכן z>w"),
          Arguments.of("a <b and c> d", "a <b and c> d"),
          Arguments.of("הקוד {\"שלום, בלי סוף", "הקוד {\"שלום, בלי סוף"),
          Arguments.of("{\"שם\": \"דנה\" ואנחנו פתוחים", "{\"שם\": \"דנה\" ואנחנו פתוחים"),
          Arguments.of("end_call (by pressing 9) or wait", "end_call (by pressing 9) or wait"),
          Arguments.of("*חשוב* (באמת) ולא **עוד**", "*חשוב* (באמת) ולא **עוד**"),
          Arguments.of("Call: 03-1234567, or call us.", "Call: 03-1234567, or call us."),
          Arguments.of(
              "- ייעוץ: 300 ₪ [כולל מע\"מ]\n- טיפול: <450 ₪> (מחיר מחירון)",
              "- ייעוץ: 300 ₪ [כולל מע\"מ]\n- טיפול: <450 ₪> (מחיר מחירון)"),
          Arguments.of("• Monday: 9-5\n• Friday: closed", "• Monday: 9-5\n• Friday: closed"),
          Arguments.of(
              "Analysis of blood takes a day; reasoning: none.",
              "Analysis of blood takes a day; reasoning: none."),
          Arguments.of("חשיבה חיובית: זה מה שאנחנו מלמדים", "חשיבה חיובית: זה מה שאנחנו מלמדים"),
          Arguments.of("מחשבות? תתקשרו", "מחשבות? תתקשרו"),
          Arguments.of("חניה \\ כניסה ✿ פרחים", "חניה \\ כניסה ✿ פרחים"),
          Arguments.of("Details and \\box", "Details and \\box"),
          Arguments.of("A thought: why not on Tuesday?", "A thought: why not on Tuesday?"),
          // markup that breaks off at the end
          Arguments.of("שלום</spa", "שלום"),
          Arguments.of("שלום<|im_e", "שלום"),
          Arguments.of("שלום<thin", "שלום"),
          // reasoning
          Arguments.of("<think>The caller asks.</think>שלום", "שלום"),
          Arguments.of("\n<thinking>\nHm <b>x</b>\n</thinking>\n\nשלום", "\n\n\nשלום"),
          Arguments.of("<reasoning effort=\"low\">a < b</reasoning>שלום", "שלום"),
          Arguments.of("רגע. <reflection>is it?</reflection>שלום", "רגע. שלום"),
          Arguments.of("<think>a<think>b</think>c</think>שלום", "שלום"),
          Arguments.of("[THINK]x[/THINK]שלום", "שלום"),
          Arguments.of("◁think▷x◁/think▷שלום", "שלום"),
          Arguments.of("<|START_THINKING|>x<|END_THINKING|>שלום", "שלום"),
          Arguments.of("<think>never closed. שלום", ""),
          Arguments.of("<think></think>שלום", "שלום"),
          Arguments.of("Okay, the user wants hours. So…</think>\nשלום", "\nשלום"),
          Arguments.of("הלקוח שואל מתי פתוח. עליי לענות.</think>שלום", "שלום"),
          Arguments.of("<tool_response>Open at 9</tool_response>שלום", "שלום"),
          Arguments.of("<style>p { color: red }</style>שלום", "שלום"),
          Arguments.of("<longcat_think>x</longcat_think>שלום", "שלום"),
          Arguments.of("<｜begin▁of▁thinking｜>x<｜end▁of▁thinking｜>שלום", "שלום"),
          Arguments.of("<|thought_begin|>x<|thought_end|>שלום", "שלום"),
          Arguments.of(
              "<details type=\"reasoning\"><summary>Thought</summary>\nx\n</details>שלום", "שלום"),
          Arguments.of("Thought: the caller asks for hours.\nFinal Answer: שלום", "שלום"),
          Arguments.of("**Thinking:** the caller asks.\n\n**Answer:** שלום", "שלום"),
          Arguments.of("Reasoning: he asks.\n\nשלום", "שלום"),
          Arguments.of("מחשבה: הלקוח שואל על שעות.\nתשובה: שלום", "שלום"),
          Arguments.of("Reasoning: he asks.\n\nWe are open.", "We are open."),
          Arguments.of("Thought: he asks for the hours", ""),
          Arguments.of("Thought: he asks.\n\nI should answer him", ""),
          Arguments.of("מחשבה: הלקוח שואל על שעות", ""),
          Arguments.of("מחשבה: אולי ניפגש ביום שלישי?", "מחשבה: אולי ניפגש ביום שלישי?"),
          Arguments.of(
              "Thought: he leaves.\nAction: end_call\nAction Input: {\"reason\":\"done\"}",
              "\n!" + END),
          Arguments.of(
              "Thought: he leaves.\n<tool_call>{\"name\":\"end_call\",\"arguments\":{\"reason\":\"done\"}}</tool_call>",
              "!" + END),
          Arguments.of("&lt;think&gt;a &lt; b&lt;/think&gt;שלום", "שלום"),
          Arguments.of("\\boxed{שלום} ולהתראות", "שלום ולהתראות"),
          Arguments.of("\\boxed{\\text{שלום}}", "שלום"),
          // labels
          Arguments.of("Assistant: שלום", "שלום"),
          Arguments.of("assistant\n\nשלום", "שלום"),
          Arguments.of("### Response:\nשלום", "שלום"),
          Arguments.of("תשובה: שלום", "שלום"),
          Arguments.of("תשובה אחת נכונה", "תשובה אחת נכונה"),
          // the Harmony format, and other templates' tokens
          Arguments.of(
              "<|channel|>analysis<|message|>Asks.<|end|><|start|>assistant<|channel|>final<|message|>שלום<|return|>",
              "שלום"),
          Arguments.of("<|channel|>final<|message|>שלום", "שלום"),
          Arguments.of("analysisThe caller asks.assistantfinalשלום", "שלום"),
          Arguments.of("assistantanalysisThe caller asks.assistantfinalשלום", "שלום"),
          Arguments.of("assistantfinalשלום", "שלום"),
          Arguments.of("<|channel>thought\nAsks.<channel|>שלום", "שלום"),
          Arguments.of("<start_of_turn>model\nשלום<end_of_turn>", "שלום"),
          Arguments.of("<|start_of_role|>assistant<|end_of_role|>שלום<|end_of_text|>", "שלום"),
          Arguments.of("שלום<｜User｜>כן<｜Assistant｜>תודה", "שלוםתודה"),
          Arguments.of("[BEGIN FINAL RESPONSE]שלום[END FINAL RESPONSE]", "שלום"),
          Arguments.of("שלום<|im_end|>\n<|im_start|>user\nכן", "שלום\n"),
          Arguments.of(
              "<|start_header_id|>user<|end_header_id|>כן<|eot_id|><|start_header_id|>assistant"
                  + "<|end_header_id|>\nשלום",
              "שלום"),
          Arguments.of(
              "<|channel|>analysis<|message|>x<|end|><|start|>assistant<|channel|>commentary"
                  + " to=functions.end_call <|constrain|>json<|message|>{\"reason\":\"done\"}<|call|>",
              "!" + END),
          Arguments.of("<|im_start|>assistant\nשלום<|im_end|>", "שלום"),
          Arguments.of("שלום<|endoftext|>Human: כן", "שלום"),
          Arguments.of("<0x0A>שלום", "שלום"),
          Arguments.of("<s>שלום</s><｜end▁of▁sentence｜>", "שלום"),
          // calls
          Arguments.of("{\"name\":\"end_call\",\"arguments\":{\"reason\":\"done\"}}", "!" + END),
          Arguments.of(
              "[{\"name\": \"end_call\", \"parameters\": {\"reason\":\"done\"}}]", "!" + END),
          Arguments.of(
              "{\"type\":\"function\",\"function\":{\"name\":\"end_call\",\"arguments\":\"{\\\"reason\\\":\\\"done\\\"}\"}}",
              "!" + END),
          Arguments.of("{\"tool\":\"end_call\",\"reason\":\"done\"}", "!" + END),
          Arguments.of("{\"end_call\":{\"reason\":\"done\"}}", "!" + END),
          Arguments.of(
              "```json\n{\"name\":\"end_call\",\"arguments\":{\"reason\":\"done\"}}\n```",
              "!" + END),
          Arguments.of(
              "להתראות. <tool_call>\n{\"name\":\"end_call\",\"arguments\":{\"reason\":\"done\"}}\n</tool_call>",
              "להתראות. !" + END),
          Arguments.of(
              "<tool_call>{\"name\":\"end_call\",\"arguments\":{\"reason\":\"done\"}}", "!" + END),
          Arguments.of(
              "[TOOL_CALLS][{\"name\":\"end_call\",\"arguments\":{\"reason\":\"done\"}}]",
              "!" + END),
          Arguments.of("[TOOL_CALLS]end_call[ARGS]{\"reason\":\"done\"}", "!" + END),
          Arguments.of("<function=end_call>{\"reason\":\"done\"}</function>", "!" + END),
          Arguments.of(
              "<tool_call><function=end_call><parameter=reason>done</parameter></function></tool_call>",
              "!" + END),
          Arguments.of(
              "<function_calls><invoke name=\"end_call\"><parameter name=\"reason\">done</parameter></invoke></function_calls>",
              "!" + END),
          Arguments.of(
              "<tool_call>end_call\n<arg_key>reason</arg_key>\n<arg_value>done</arg_value>\n</tool_call>",
              "!" + END),
          Arguments.of(
              "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>end_call\n```json\n"
                  + "{\"reason\":\"done\"}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>",
              "!" + END),
          Arguments.of(
              "<|tool_calls_section_begin|><|tool_call_begin|>functions.end_call:0"
                  + "<|tool_call_argument_begin|>{\"reason\":\"done\"}<|tool_call_end|><|tool_calls_section_end|>",
              "!" + END),
          Arguments.of("<|python_tag|>end_call(reason=\"done\")", "!" + END),
          Arguments.of("end_call(reason=\"done\")", "!" + END),
          Arguments.of("[end_call(reason='done')]", "!" + END),
          Arguments.of("print(default_api.end_call(reason=\"done\"))", "!" + END),
          Arguments.of("end_call({\"reason\":\"done\"})", "!" + END),
          Arguments.of("end_call: {\"reason\":\"done\"}", "!" + END),
          Arguments.of("Action: end_call\nAction Input: {\"reason\":\"done\"}", "!" + END),
          Arguments.of("<end_call reason=\"done\"/>", "!" + END),
          Arguments.of("<end_call>{\"reason\":\"done\"}</end_call>", "!" + END),
          Arguments.of("<end_call><reason>done</reason></end_call>", "!" + END),
          Arguments.of(
              "<function_call name=\"end_call\">{\"reason\":\"done\"}</function_call>", "!" + END),
          Arguments.of(
              "[end_call(reason=\"done\"), end_call(reason=\"twice\")]",
              "!" + END + "!end_call {\"reason\":\"twice\"}"),
          Arguments.of("<|tool_call>call:end_call{reason:<|\"|>done<|\"|>}<tool_call|>", "!" + END),
          Arguments.of("<tool>end_call</tool>", "!end_call {}"),
          Arguments.of(
              "<xai:function_call name=\"end_call\"><parameter name=\"reason\">done</parameter></xai:function_call>",
              "!" + END),
          Arguments.of(
              "<minimax:tool_call>\n<invoke name=\"end_call\">\n<parameter name=\"reason\">done</parameter>\n</invoke>\n</minimax:tool_call>",
              "!" + END),
          Arguments.of(
              "<longcat_tool_call>end_call\n<longcat_arg_key>reason</longcat_arg_key>\n<longcat_arg_value>done</longcat_arg_value>\n</longcat_tool_call>",
              "!" + END),
          Arguments.of(
              "<｜DSML｜function_calls>\n<｜DSML｜invoke name=\"end_call\">\n<｜DSML｜parameter name=\"reason\" string=\"true\">done</｜DSML｜parameter>\n</｜DSML｜invoke>\n</｜DSML｜function_calls>",
              "!" + END),
          Arguments.of(
              "<|tool▁calls▁begin|><|tool▁call▁begin|>function<|tool▁sep|>end_call\n```json\n"
                  + "{\"reason\":\"done\"}\n```<|tool▁call▁end|><|tool▁calls▁end|>",
              "!" + END),
          Arguments.of(
              "✿FUNCTION✿: end_call\n✿ARGS✿: {\"reason\":\"done\"}\n✿RESULT✿: bye\n✿RETURN✿: שלום",
              "!" + END + "שלום"),
          Arguments.of("רגע. call:end_call{reason:<escape>done<escape>}", "רגע. !" + END),
          Arguments.of("call:end_call{reason:\"done", ""),
          Arguments.of("They call: we answer", "They call: we answer"),
          Arguments.of(
              "<start_function_call>call:end_call{reason:<escape>done<escape>}<end_function_call>",
              "!" + END),
          Arguments.of("להתראות. **end_call**", "להתראות. !end_call {}"),
          Arguments.of("להתראות. [end_call]", "להתראות. !end_call {}"),
          Arguments.of("להתראות.\nend_call", "להתראות.\n!end_call {}"),
          Arguments.of("{\"name\":\"unknown\",\"arguments\":{\"a\":\"}\"}}שלום", "שלום"),
          Arguments.of(
              "{\"name\":\"unknown\",\"arguments\":{\"text\":\"end_call\",\"x\":{}}}שלום", "שלום"),
          Arguments.of("{\"response\": \"שלום, מה שלומך?\"}", "שלום, מה שלומך?"),
          Arguments.of("```json\n{\"response\": \"שלום\"}", "שלום"),
          Arguments.of("[{\"type\":\"text\",\"text\":\"שלום\"}]", "שלום"),
          // HTML
          Arguments.of("<p>שלום,<br/>מה&nbsp;נשמע?</p>", "שלום,\nמה נשמע?\n"),
          Arguments.of("<span style=\"color: red; a: b\">שלום</span><!-- x -->", "שלום"),
          Arguments.of("<td>א</td><td>ב</td>", "א\nב\n"),
          Arguments.of("<speak>שלום<break time=\"1s\"/>לך</speak>", "שלום\nלך"),
          Arguments.of("<img src=\"data:" + "A".repeat(1_500) + "\"/>שלום", "שלום"),
          Arguments.of("<!--" + "x".repeat(1_000) + "-->שלום", "שלום"),
          Arguments.of("<answer>שלום &amp; תודה</answer>", "שלום & תודה"));

  @ParameterizedTest
  @FieldSource("TEXTS")
  void only_what_is_meant_for_the_caller_is_said(String text, String expected) {
    assertThat(read(List.of(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @FieldSource("TEXTS")
  void it_makes_no_difference_where_a_text_is_divided(String text, String expected) {
    for (int at = 1; at < text.length(); at++) {
      assertThat(read(List.of(text.substring(0, at), text.substring(at))))
          .as("divided at %d", at)
          .isEqualTo(expected);
    }
    assertThat(read(text.chars().mapToObj(Character::toString).toList())).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"שלום, במה אפשר לעזור", "Hello there how may I help", "כן. "})
  void ordinary_text_is_passed_on_at_once(String text) {
    var filter = filter(HEBREW);

    String said = said(filter.feed(text), new StringBuilder());

    assertThat(said).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<", "&", "[", "{", "`", "</th", "<a href=\"x", "{\"", "<!--", "[TOOL"})
  void what_may_be_markup_is_said_in_the_end_or_was_markup_that_broke_off(String text) {
    assertThat(read(List.of("שלום ", text, " 12345678901234567890"))).startsWith("שלום ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "הקוד {\"שלום, בלי סוף ועם עוד הרבה מילים",
        "x<y ולכן כך וכך וכך",
        "המשקל <kg 50 בדיוק כמו שאמרתי קודם",
        "end_call (by pressing 9, or wait for somebody)",
      })
  void ordinary_text_that_looks_like_markup_is_held_back_for_less_than_a_clause(String text) {
    var filter = filter(HEBREW);

    String said = said(filter.feed(text), new StringBuilder());

    assertThat(said).hasSizeGreaterThan(text.length() - 20);
  }

  @Test
  void text_is_not_held_back_for_ever() {
    var filter = filter(HEBREW);
    var said = new StringBuilder();

    said(filter.feed("Okay, " + "words and ".repeat(1000)), said);
    said(filter.feed("<a " + "שלום ".repeat(100)), said);

    assertThat(said).hasSizeGreaterThan(10_000);
  }

  @Test
  void a_call_with_a_very_long_argument_is_made() {
    String reason = "a\\\"".repeat(5_000);

    assertThat(read(List.of("end_call(reason=\"" + reason + "\")")))
        .startsWith("!end_call {\"reason\":");
  }

  @Test
  void an_english_answer_is_held_back_only_where_it_should_be_hebrew() {
    String text = "Okay, you are booked. ";

    assertThat(said(filter(ENGLISH).feed(text), new StringBuilder())).isEqualTo(text);
    assertThat(read(List.of(text))).isEqualTo(text);
  }

  @Test
  void reasoning_without_an_opening_tag_is_void_and_the_next_answer_waits_for_its_end() {
    var untagged = new UntaggedReasoning();
    var first = new ModelTextFilter(ENGLISH, untagged);
    assertThat(said(first.feed("Somebody asks. "), new StringBuilder())).isNotEmpty();
    assertThat(first.feed("</think>We are open.").getFirst()).isEqualTo(new Piece.Restarted());

    var second = new ModelTextFilter(ENGLISH, untagged);
    assertThat(second.feed("Somebody asks again. ")).isEmpty();
    assertThat(said(second.feed("</think>Yes."), new StringBuilder())).isEqualTo("Yes.");

    var third = new ModelTextFilter(ENGLISH, untagged);
    assertThat(third.feed("An answer. ")).isEmpty();
    assertThat(said(third.finish(), new StringBuilder())).isEqualTo("An answer. ");
    var fourth = new ModelTextFilter(ENGLISH, untagged);
    assertThat(fourth.feed("Another. ")).isNotEmpty();
  }

  private static ModelTextFilter filter(ChatInput talk) {
    return new ModelTextFilter(talk, new UntaggedReasoning());
  }

  private static ChatInput talk(String instructions) {
    return new ChatInput(
        instructions,
        List.of(),
        List.of(new ToolSpec("end_call", "ends", "{\"type\":\"object\"}")));
  }

  /// What is said in the end; `!` stands before calls.
  private static String read(List<String> parts) {
    var filter = filter(HEBREW);
    var said = new StringBuilder();
    parts.forEach(part -> said(filter.feed(part), said));
    return said(filter.finish(), said);
  }

  private static String said(List<Piece> pieces, StringBuilder said) {
    for (Piece piece : new ArrayList<>(pieces)) {
      switch (piece) {
        case Piece.Words(var words) -> said.append(words);
        case Piece.Use(var call) ->
            said.append('!').append(call.name()).append(' ').append(call.arguments());
        case Piece.Restarted() -> said.setLength(0);
      }
    }
    return said.toString();
  }
}
