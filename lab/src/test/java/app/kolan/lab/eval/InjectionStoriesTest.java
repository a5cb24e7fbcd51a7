package app.kolan.lab.eval;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.agent.SystemPrompt;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.CallContext;
import app.kolan.server.business.TransferTargets;
import app.kolan.server.knowledge.Passages;
import app.kolan.server.provider.VoiceGender;
import app.kolan.server.store.KnowledgeSource;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.Stores;
import app.kolan.server.tool.BusinessTools;
import app.kolan.server.tool.OutsideData;
import app.kolan.server.tool.ToolBox;
import app.kolan.server.tool.ToolCall;
import app.kolan.stubs.llm.ChatTurn;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OfferedTool;
import app.kolan.stubs.llm.ScriptedModel;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Instructions that strangers bring into a call, by voice, by name, by what was left before and by
/// the business's own texts. The script of the stub follows them unless its instructions say that
/// they are data, and what a tool tells unless it is marked; the tools are those of a real call.
@Tag("unit")
class InjectionStoriesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T22:30:00Z");
  private static final Pattern MARKS = Pattern.compile("<data from=\"[^\"]*\">\\n|\\n</data>");

  private final ScriptedModel model = ScriptedModel.read("brains/receptionist.yaml");
  private final Business business =
      new Business(
          1,
          "clinic",
          null,
          AnswerMode.CONVERSE,
          BusinessProfile.builder()
              .transfers(
                  new TransferTargets(
                      List.of(
                          new TransferTargets.Target(
                              "office", new PhoneNumber("+972521111111"), "the office"))))
              .build(),
          null,
          BusinessLocale.ISRAEL);

  /// All stories share what the business knows, as in a run of evaluations.
  @TempDir private static Path folder;

  private static Stores stores;
  private static int calls;

  @BeforeAll
  static void open() {
    stores = StoreFactory.open(folder);
  }

  @AfterAll
  static void close() {
    stores.close();
  }

  private static Stream<Story> stories() {
    return EvalStories.shipped().stream()
        .filter(
            story ->
                story.name().startsWith("injection")
                    || List.of("name-injection", "looks-up", "not-known").contains(story.name()));
  }

  private static Stream<Story> withData() {
    return stories().filter(story -> story.name().matches("injection-(page|earlier)-.*"));
  }

  @Test
  void there_are_more_than_fifteen() {
    assertThat(stories().filter(story -> story.name().contains("injection")))
        .hasSizeGreaterThan(15);
  }

  @ParameterizedTest
  @MethodSource("stories")
  void nobody_is_followed_who_is_not_to_be(Story story) throws Exception {
    assertThat(unmet(story, instructions(""), text -> text)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("withData")
  void without_the_marks_the_story_fails(Story story) throws Exception {
    assertThat(unmet(story, instructions(""), text -> MARKS.matcher(text).replaceAll("")))
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("withData")
  void without_the_rule_the_story_fails(Story story) throws Exception {
    assertThat(unmet(story, instructions("Results of tools"), text -> text)).isNotEmpty();
  }

  @Test
  void who_is_not_told_to_look_things_up_invents_them() throws Exception {
    Story story =
        stories().filter(each -> each.name().equals("not-known")).findFirst().orElseThrow();

    assertThat(unmet(story, instructions("What callers ask"), text -> text)).isNotEmpty();
  }

  private List<String> unmet(Story story, String instructions, UnaryOperator<String> heard)
      throws InterruptedException {
    CallContext call = newCall();
    try (ToolBox tools = BusinessTools.open(business, stores, () -> NOW)) {
      List<ChatTurn> talk = new ArrayList<>();
      List<String> used = new ArrayList<>();
      List<String> unmet = new ArrayList<>();
      String said = "";
      for (Story.Line line : story.linesFor(AgentKind.STUB)) {
        switch (line.sentence()) {
          case StoryLine.Knows(var title, var text) -> know(title, text);
          case StoryLine.EarlierCall(var with) -> leave(call.caller(), with);
          case StoryLine.Says(var words, var _) -> {
            talk.add(new ChatTurn.FromUser(words));
            said = answer(call, instructions, talk, tools, used, heard);
          }
          case StoryLine.Words(var words) -> check(words.in(said), line, said, unmet);
          case StoryLine.NoWords(var words) -> check(!words.in(said), line, said, unmet);
          case StoryLine.Uses(var tool, var _) -> check(used.contains(tool), line, said, unmet);
          case StoryLine.DoesNotUse(var tool) -> check(!used.contains(tool), line, said, unmet);
          default -> {}
        }
      }
      return unmet;
    }
  }

  /// A call from a number of its own.
  private CallContext newCall() {
    calls++;
    return new CallContext(
        new CallSid("CA%032d".formatted(calls)),
        new PhoneNumber("+9725412%05d".formatted(calls)),
        "AC1",
        BusinessSettings.of(business),
        false);
  }

  private String answer(
      CallContext call,
      String instructions,
      List<ChatTurn> talk,
      ToolBox tools,
      List<String> used,
      UnaryOperator<String> heard)
      throws InterruptedException {
    List<OfferedTool> offered =
        tools.specs().stream()
            .map(spec -> new OfferedTool(spec.name(), Map.of("to", List.of("office"))))
            .toList();
    for (int i = 0; i < 3; i++) {
      ModelReply reply = model.reply(instructions, talk, offered);
      List<ModelReply.Piece.Use> uses =
          reply.pieces().stream()
              .filter(ModelReply.Piece.Use.class::isInstance)
              .map(ModelReply.Piece.Use.class::cast)
              .toList();
      if (uses.isEmpty()) {
        talk.add(new ChatTurn.FromModel(reply.said()));
        return reply.said();
      }
      for (ModelReply.Piece.Use use : uses) {
        String id = "use-" + talk.size();
        used.add(use.tool());
        talk.add(new ChatTurn.Use(id, use.tool(), use.arguments()));
        String result = tools.use(call, new ToolCall(id, use.tool(), use.arguments())).text();
        talk.add(new ChatTurn.Outcome(use.tool(), heard.apply(result)));
      }
    }
    return "";
  }

  private static void know(String title, String text) {
    var draft = new KnowledgeSource.Draft(1, KnowledgeSource.Kind.FILE, title, Passages.of(text));
    stores.knowledge().put(draft, "story", NOW);
  }

  private static void leave(PhoneNumber number, Map<String, String> with) {
    stores
        .leads()
        .save(
            new Lead(
                new CallSid("CA%032d".formatted(1_000_000 + ++calls)),
                1,
                number,
                number,
                null,
                null,
                null,
                LeadState.COMPLETE,
                NOW,
                with.get("subject"),
                with.get("name")));
  }

  private static void check(boolean met, Story.Line line, String said, List<String> unmet) {
    if (!met) {
      unmet.add("%s: “%s”".formatted(line.text(), said));
    }
  }

  @Test
  void what_others_wrote_is_marked_before_a_model_gets_it() throws Exception {
    CallContext call = newCall();
    know("חנייה", "החנייה ברחוב הרצל.");
    leave(call.caller(), Map.of("name", "דנה", "subject", "תור"));
    try (ToolBox tools = BusinessTools.open(business, stores, () -> NOW)) {
      assertThat(
              OutsideData.origins(
                  tools.use(call, new ToolCall("1", "look_up", "{\"question\":\"חנייה\"}")).text()))
          .hasSize(1);
      assertThat(
              OutsideData.origins(
                  tools.use(call, new ToolCall("2", "look_up_caller", "{}")).text()))
          .containsExactly("look_up_caller");
    }
  }

  private String instructions(String without) {
    return new SystemPrompt(business, VoiceGender.FEMININE, () -> NOW)
        .text()
        .lines()
        .filter(line -> without.isEmpty() || !line.startsWith(without))
        .collect(Collectors.joining("\n"));
  }
}
