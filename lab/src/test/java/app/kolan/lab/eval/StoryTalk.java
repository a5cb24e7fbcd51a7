package app.kolan.lab.eval;

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

/// Stories played by text: what the caller says, what the stub's script answers with the tools of a
/// real call, and what of it is not as the story says. The script obeys the rules that it finds in
/// its instructions, and does what a model would do that was not told.
final class StoryTalk implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-22T22:30:00Z");

  private static final int MOST_ROUNDS = 3;

  private final ScriptedModel untold = ScriptedModel.read("model-scripts/untold.yaml");
  private final ScriptedModel receptionist = ScriptedModel.read("model-scripts/receptionist.yaml");
  private final Stores stores;
  private int calls;

  final Business business =
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

  /// @param folder of a ledger; all stories share what the business knows, as in a run of
  ///   evaluations
  StoryTalk(Path folder) {
    stores = StoreFactory.open(folder);
  }

  String instructions() {
    return new SystemPrompt(business, VoiceGender.FEMININE, () -> NOW).text();
  }

  /// The lines of a story that are not met.
  List<String> unmet(Story story, String instructions) throws InterruptedException {
    return unmet(story, instructions, text -> text);
  }

  /// @param heard what the model gets of a tool's result
  List<String> unmet(Story story, String instructions, UnaryOperator<String> heard)
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
          case StoryLine.Says(var words, _) ->
              said = answer(call, instructions, words, talk, tools, used, heard);
          case StoryLine.Interrupts(_, var words) ->
              said = answer(call, instructions, words, talk, tools, used, heard);
          case StoryLine.Words(var words) -> check(words.in(said), line, said, unmet);
          case StoryLine.NoWords(var words) -> check(!words.in(said), line, said, unmet);
          case StoryLine.WritesPlainly() -> check(AnswerStyle.isPlain(said), line, said, unmet);
          case StoryLine.IsBrief() -> check(AnswerStyle.isBrief(said), line, said, unmet);
          case StoryLine.Uses(var tool, _) -> check(used.contains(tool), line, said, unmet);
          case StoryLine.DoesNotUse(var tool) -> check(!used.contains(tool), line, said, unmet);
          case StoryLine.CallEnds() -> check(used.contains("end_call"), line, said, unmet);
          case StoryLine.HandedOver() ->
              check(used.contains("transfer_to_human"), line, said, unmet);
          default -> {}
        }
      }
      return unmet;
    }
  }

  /// The tools of a call of this business.
  ToolBox tools() {
    return BusinessTools.open(business, stores, () -> NOW);
  }

  /// A call from a number of its own.
  CallContext newCall() {
    calls++;
    return new CallContext(
        new CallSid("CA%032d".formatted(calls)),
        new PhoneNumber("+9725412%05d".formatted(calls)),
        "AC1",
        BusinessSettings.of(business),
        false);
  }

  void know(String title, String text) {
    var draft = new KnowledgeSource.Draft(1, KnowledgeSource.Kind.FILE, title, Passages.of(text));
    stores.knowledge().put(draft, "story", NOW);
  }

  void leave(PhoneNumber number, Map<String, String> with) {
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

  private String answer(
      CallContext call,
      String instructions,
      String words,
      List<ChatTurn> talk,
      ToolBox tools,
      List<String> used,
      UnaryOperator<String> heard)
      throws InterruptedException {
    talk.add(new ChatTurn.FromUser(words));
    List<OfferedTool> offered =
        tools.specs().stream()
            .map(spec -> new OfferedTool(spec.name(), Map.of("to", List.of("office"))))
            .toList();
    for (int i = 0; i < MOST_ROUNDS; i++) {
      ModelReply reply = reply(instructions, talk, offered);
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

  private ModelReply reply(String instructions, List<ChatTurn> talk, List<OfferedTool> offered) {
    ModelReply reply = untold.reply(instructions, talk, offered);
    return reply.said().equals("-") ? receptionist.reply(instructions, talk, offered) : reply;
  }

  private static void check(boolean met, Story.Line line, String said, List<String> unmet) {
    if (!met) {
      unmet.add("%s: “%s”".formatted(line.text(), said));
    }
  }

  @Override
  public void close() {
    stores.close();
  }
}
