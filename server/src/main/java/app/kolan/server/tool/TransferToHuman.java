package app.kolan.server.tool;

import app.kolan.server.business.Business;
import app.kolan.server.business.TransferTargets;
import app.kolan.server.business.TransferTargets.Target;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Asks the conversation to connect the caller to a human: one whom the business names, by their
/// label. A number that a model makes up, or a caller dictates, cannot be reached by it.
final class TransferToHuman implements Tool {
  private static final String TO = "to";
  private static final String REASON = "reason";
  private static final int MOST_LETTERS = 200;

  private final Business business;
  private final TransferTargets targets;
  private final InstantSource clock;
  private final ToolSpec spec;

  TransferToHuman(Business business, InstantSource clock) {
    this.business = business;
    this.clock = clock;
    targets = business.transfers();
    String whom = targets.all().stream().map(this::described).collect(Collectors.joining("; "));
    var parameters = new ArrayList<Parameter>();
    parameters.add(
        Parameter.choice(TO, whom, targets.all().stream().map(Target::label).toList()).needed());
    if (business.handsOverWarmly()) {
      parameters.add(
          Parameter.text(
              REASON,
              "Who calls and what for, in one short sentence that is read to who is rung, in "
                  + business.locale().languageName()
                  + " unless another language is named",
              MOST_LETTERS));
    }
    spec =
        new ToolSpec(
            BusinessTools.TRANSFER,
            business.handsOverWarmly()
                ? "Asks a human to take the call. Say in one sentence that you are trying to reach"
                    + " them; they are rung when the caller has heard it. If nobody takes the call,"
                    + " the caller is back with you."
                : "Connects the caller to a human, and ends your talk with them. Say in one"
                    + " sentence that you are connecting them; they are connected when they have"
                    + " heard it.",
            Parameters.of(parameters.toArray(new Parameter[0])).schema());
  }

  private String described(Target target) {
    String about = target.about().isEmpty() ? "" : ": " + target.about();
    String language = target.language();
    return language == null || !business.handsOverWarmly()
        ? target.label() + about
        : target.label()
            + about
            + " (reason in %s)".formatted(Locale.of(language).getDisplayLanguage(Locale.ENGLISH));
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public SideEffect effect() {
    return SideEffect.READS;
  }

  @Override
  public ToolResult use(CheckedToolCall use) {
    Target target = use.arguments().text(TO).flatMap(targets::find).orElse(null);
    if (target == null) {
      return ToolResult.refused("There is nobody of that label.");
    }
    List<Target> there = targets.hunt(target, clock.instant());
    if (there.isEmpty()) {
      return ToolResult.refused(
          "They cannot be reached at this hour. Say so, and offer something else, such as a"
              + " message or a call back.");
    }
    String reason = use.arguments().text(REASON).orElse("").strip();
    return ToolResult.done(
            business.handsOverWarmly()
                ? "They are rung when you have said so. Say one sentence."
                : "The caller will be connected when you have said so. Say one sentence.")
        .and(
            new CallAction.HandOver(
                business.handsOverWarmly() ? target.number() : there.getFirst().number(),
                OutsideData.cut(reason, MOST_LETTERS)));
  }
}
