package app.kolan.stubs.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ScriptedModelTest {
  private static final List<OfferedTool> ALL =
      List.of(
          new OfferedTool("opening_hours", Map.of()),
          new OfferedTool("take_message", Map.of()),
          new OfferedTool("look_up_caller", Map.of()),
          new OfferedTool("end_call", Map.of()),
          new OfferedTool("transfer_to_human", Map.of("to", List.of("office", "boss"))));

  private final ScriptedModel receptionist = ScriptedModel.read("model-scripts/receptionist.yaml");
  private final List<ChatTurn> talk = new ArrayList<>();

  @Test
  void it_greets() {
    assertThat(heard("שלום").said()).isEqualTo("שלום, כאן המענה הקולי. במה אפשר לעזור?");
  }

  @Test
  void it_answers_the_hours_by_the_tool() {
    assertThat(uses(heard("עד מתי אתם פתוחים?"))).containsExactly(use("opening_hours", "{}"));

    assertThat(outcome("opening_hours", "{\"today\":\"09:00-17:30\"}").said())
        .isEqualTo("אנחנו פתוחים מ-09:00 עד 17:30. אפשר לעזור בעוד משהו?");
  }

  @Test
  void it_takes_a_message_that_is_said_at_once() {
    ModelReply reply = heard("שמי דנה לוי ואני רוצה לקבוע תור לשיננית, המספר 050-1234567.");

    assertThat(uses(reply))
        .containsExactly(
            use(
                "take_message",
                "{\"name\":\"דנה לוי\",\"subject\":\"לקבוע תור לשיננית, המספר 050-1234567\","
                    + "\"callback_number\":\"050-1234567\"}"));
    assertThat(outcome("take_message", "The message is kept.").said())
        .startsWith("תודה דנה לוי, ההודעה נרשמה");
    assertThat(uses(heard("ועוד משהו קטן"))).isEmpty();
  }

  @Test
  void it_takes_a_message_that_is_told_bit_by_bit() {
    assertThat(heard("אני רוצה לקבוע תור").said()).isEqualTo("הבנתי. איך קוראים לכם?");

    assertThat(uses(heard("משה כהן")))
        .containsExactly(use("take_message", "{\"name\":\"משה כהן\",\"subject\":\"לקבוע תור\"}"));
    assertThat(outcome("take_message", "The caller's number is hidden: ask.").said())
        .startsWith("לאיזה מספר");
    assertThat(uses(heard("03-6123456")))
        .containsExactly(use("take_message", "{\"callback_number\":\"03-6123456\"}"));
  }

  @Test
  void it_asks_for_the_parts_of_a_message() {
    assertThat(heard("אפשר להשאיר הודעה?").said()).isEqualTo("בשמחה. איך קוראים לכם, ובאיזה נושא?");
  }

  @Test
  void it_connects_to_a_human_whom_the_tool_offers() {
    assertThat(uses(heard("אני רוצה לדבר עם נציג")))
        .containsExactly(use("transfer_to_human", "{\"to\":\"office\"}"));
    assertThat(outcome("transfer_to_human", "The caller will be connected.").said())
        .isEqualTo("רק רגע, מעבירים אתכם.");
  }

  @Test
  void it_does_without_a_tool_that_is_not_offered() {
    talk.add(new ChatTurn.FromUser("תעבירו אותי לבן אדם"));

    ModelReply reply = receptionist.reply("", talk, List.of());

    assertThat(uses(reply)).isEmpty();
    assertThat(reply.said()).startsWith("אין כרגע מי שיענה");
  }

  @ParameterizedTest
  @CsvSource({
    "להתראות, end_call",
    "לא תודה זה הכול, end_call",
    "כבר דיברתי איתכם אתמול, look_up_caller"
  })
  void some_words_need_only_a_tool(String words, String tool) {
    assertThat(uses(heard(words))).containsExactly(use(tool, "{}"));
  }

  @ParameterizedTest
  @CsvSource({
    "כמה עולה ביקור?, 250",
    "מה הכתובת שלכם?, הרצל 12",
    "…, במה אפשר לעזור",
    "פררר, לא הבנתי"
  })
  void it_has_an_answer(String words, String part) {
    assertThat(heard(words).said()).contains(part);
  }

  @Test
  void words_are_cut_where_models_cut() {
    assertThat(ModelReply.words("a bc  d").pieces())
        .containsExactly(
            new ModelReply.Piece.Words("a"),
            new ModelReply.Piece.Words(" bc"),
            new ModelReply.Piece.Words(" "),
            new ModelReply.Piece.Words(" d"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rules: []",
        "otherwise: x\nrules: [{hears: a}]",
        "otherwise: x\nrules: [{hears: '(', says: a}]",
        "otherwise: x\nrules: [{heard: a, says: b}]",
        "otherwise: x\nrules: [{hears: a, uses: [{arguments: {a: b}}]}]",
        "- 1"
      })
  void a_script_that_is_not_in_order_is_refused(String script) {
    assertThatThrownBy(() -> ScriptedModel.of(script)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_script_that_is_not_there_is_refused() {
    assertThatThrownBy(() -> ScriptedModel.read("model-scripts/nobody.yaml"))
        .hasMessageContaining("nobody");
  }

  private ModelReply heard(String words) {
    talk.add(new ChatTurn.FromUser(words));
    return answered();
  }

  private ModelReply outcome(String tool, String result) {
    talk.add(new ChatTurn.Outcome(tool, result));
    return answered();
  }

  private ModelReply answered() {
    ModelReply reply = receptionist.reply("", talk, ALL);
    if (!reply.said().isEmpty()) {
      talk.add(new ChatTurn.FromModel(reply.said()));
    }
    uses(reply).forEach(use -> talk.add(new ChatTurn.Use("1", use.tool(), use.arguments())));
    return reply;
  }

  private static List<ModelReply.Piece.Use> uses(ModelReply reply) {
    return reply.pieces().stream()
        .filter(ModelReply.Piece.Use.class::isInstance)
        .map(ModelReply.Piece.Use.class::cast)
        .toList();
  }

  private static ModelReply.Piece.Use use(String tool, String arguments) {
    return new ModelReply.Piece.Use(tool, arguments);
  }
}
