package app.kolan.lab.eval;

import app.kolan.lab.eval.HeardCall.Act;
import app.kolan.lab.eval.HeardCall.Gap;
import app.kolan.server.business.CallbackNumber;
import app.kolan.server.business.ExpectedWords;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.ToolCallEntry;
import app.kolan.simulator.sentence.Length;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Compares a story with the call that was made from it.
final class Judgement {
  private final HeardCall call;
  private final List<Story.Line> lines;
  private final List<UnmetExpectation> misses = new ArrayList<>();

  private Judgement(HeardCall call, List<Story.Line> lines) {
    this.call = call;
    this.lines = lines;
  }

  /// The unmet expectations; none for a call that passed.
  static List<UnmetExpectation> of(Story story, AgentKind languageModel, HeardCall call) {
    var judgement = new Judgement(call, story.linesFor(languageModel));
    call.report()
        .failures()
        .forEach(
            failure ->
                judgement.misses.add(
                    new UnmetExpectation(failure.line(), failure.text(), failure.reason())));
    judgement.judge();
    return List.copyOf(judgement.misses);
  }

  private void judge() {
    @Nullable Act last = null;
    for (int i = 0; i < lines.size(); i++) {
      Story.Line line = lines.get(i);
      switch (line.sentence()) {
        case StoryLine.Says _, StoryLine.Interrupts _, StoryLine.Mumbles _ -> {
          last = call.act(StoryScript.soundOf(line)).orElse(last);
        }
        case StoryLine.OfCaller _, StoryLine.Before _ -> {}
        case StoryLine.Wanted wanted -> judge(line, wanted, last, i);
      }
    }
  }

  private void judge(Story.Line line, StoryLine.Wanted wanted, @Nullable Act last, int index) {
    Duration from = last == null ? Duration.ZERO : last.from();
    Duration to = nextAct(index).map(Act::from).orElse(call.length());
    String answer = call.words(from, to);
    switch (wanted) {
      case StoryLine.Words(var words) ->
          check(words.in(answer), line, "the agent said: “" + answer + "”");
      case StoryLine.NoWords(var words) ->
          check(!words.in(answer), line, "the agent said: “" + answer + "”");
      case StoryLine.WritesPlainly() ->
          check(AnswerStyle.isPlain(answer), line, "the agent said: “" + answer + "”");
      case StoryLine.IsBrief() ->
          check(AnswerStyle.isBrief(answer), line, "the agent said: “" + answer + "”");
      case StoryLine.Judged _ -> {
        // a language model does
      }
      case StoryLine.Within(var bound) -> {
        for (Act act : last == null ? call.acts() : List.of(last)) {
          judgeAnswer(line, act, bound);
        }
      }
      case StoryLine.NeverSilent(var bound) -> judgeSilence(line, bound);
      case StoryLine.Uses(var tool, var with) -> judgeUse(line, tool, with);
      case StoryLine.DoesNotUse(var tool) -> check(uses(tool).isEmpty(), line, "it was used");
      case StoryLine.CallEnds() ->
          check(
              call.outcome() == CallOutcome.FINISHED && call.report().endedByServer(),
              line,
              ended());
      case StoryLine.HandedOver() ->
          check(call.outcome() == CallOutcome.HANDED_OVER, line, ended());
      case StoryLine.LeadHas(var with) -> judgeLead(line, with);
      case StoryLine.LeadIs(var complete) -> {
        Lead lead = call.lead();
        check(
            lead != null && (lead.state() == LeadState.COMPLETE) == complete,
            line,
            lead == null ? "there is none" : "it is not");
      }
      case StoryLine.NoLead() -> check(call.lead() == null, line, "there is one");
    }
  }

  private Optional<Act> nextAct(int index) {
    return lines.stream()
        .skip(index)
        .flatMap(line -> call.act(StoryScript.soundOf(line)).stream())
        .findFirst();
  }

  private void judgeAnswer(Story.Line line, Act act, Duration bound) {
    Optional<Duration> took = call.untilAgent(act.to());
    if (took.isEmpty()) {
      check(call.report().endedByCaller(), line, "there was no answer");
    } else {
      check(
          took.get().compareTo(bound) <= 0,
          line,
          "the answer to “%s” began after %s".formatted(act.name(), Length.text(took.get())));
    }
  }

  /// The caller waits after having spoken last; and between two sounds of the agent's, unless the
  /// story has the caller be silent.
  private void judgeSilence(Story.Line line, Duration bound) {
    call.gaps().stream()
        .filter(gap -> !gap.beforeCaller())
        .filter(gap -> gap.afterCaller() || !isMeant(gap))
        .filter(gap -> gap.length().compareTo(bound) > 0)
        .findFirst()
        .ifPresent(
            gap ->
                check(
                    false,
                    line,
                    "nobody was heard for %s, from %s on"
                        .formatted(Length.text(gap.length()), Length.text(gap.from()))));
  }

  private boolean isMeant(Gap gap) {
    Duration begin = Duration.ZERO;
    for (int i = 0; i < lines.size(); i++) {
      Story.Line line = lines.get(i);
      begin = call.act(StoryScript.soundOf(line)).map(Act::from).orElse(begin);
      if (line.sentence() instanceof StoryLine.IsSilent
          && gap.from().compareTo(begin) >= 0
          && gap.from().compareTo(nextAct(i).map(Act::from).orElse(call.length())) < 0) {
        return true;
      }
    }
    return false;
  }

  private void judgeUse(Story.Line line, String tool, Map<String, String> with) {
    List<ToolCallEntry> uses = uses(tool);
    boolean fits =
        uses.stream()
            .anyMatch(
                use ->
                    with.entrySet().stream()
                        .allMatch(
                            pair ->
                                ToolArguments.text(use.arguments(), pair.getKey())
                                    .filter(value -> contains(value, pair.getValue()))
                                    .isPresent()));
    String used =
        call.toolUses().isEmpty()
            ? "no tool was used"
            : "used were: "
                + String.join(
                    ", ",
                    call.toolUses().stream().map(use -> use.tool() + use.arguments()).toList());
    check(fits, line, used);
  }

  private List<ToolCallEntry> uses(String tool) {
    return call.toolUses().stream().filter(use -> use.tool().equals(tool)).toList();
  }

  private void judgeLead(Story.Line line, Map<String, String> with) {
    Lead lead = call.lead();
    if (lead == null) {
      check(false, line, "there is no lead");
      return;
    }
    with.forEach(
        (key, wanted) -> {
          String known =
              switch (key) {
                case "name" -> lead.name();
                case "subject" -> lead.subject();
                default -> digits(lead.callback());
              };
          check(
              known != null && contains(known, wanted),
              line,
              "its %s is %s".formatted(key, known == null ? "not known" : "“" + known + "”"));
        });
  }

  private @Nullable String digits(@Nullable PhoneNumber number) {
    return number == null ? null : CallbackNumber.digits(number, call.country());
  }

  private static boolean contains(String text, String wanted) {
    String compact = ExpectedWords.plain(text).replace(" ", "");
    return compact.contains(ExpectedWords.plain(wanted).replace(" ", ""));
  }

  private String ended() {
    return "%s; in the ledger it is %s".formatted(call.report().end().words(), call.outcome());
  }

  private void check(boolean holds, Story.Line line, String reason) {
    if (!holds) {
      misses.add(new UnmetExpectation(line.number(), line.text(), reason));
    }
  }
}
