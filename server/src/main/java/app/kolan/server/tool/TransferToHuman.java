package app.kolan.server.tool;

import app.kolan.server.business.TransferTargets;
import app.kolan.server.business.TransferTargets.Target;
import java.util.stream.Collectors;

/// Asks the conversation to connect the caller to a human: one whom the business names, by their
/// label. A number that a model makes up, or a caller dictates, cannot be reached by it.
final class TransferToHuman implements Tool {
  private static final String TO = "to";

  private final TransferTargets targets;
  private final ToolSpec spec;

  TransferToHuman(TransferTargets targets) {
    this.targets = targets;
    String whom =
        targets.all().stream()
            .map(target -> target.label() + (target.about().isEmpty() ? "" : ": " + target.about()))
            .collect(Collectors.joining("; "));
    spec =
        new ToolSpec(
            "transfer_to_human",
            "Connects the caller to a human, and ends your talk with them. Say in one sentence that"
                + " you are connecting them; they are connected when they have heard it.",
            Parameters.of(
                    Parameter.choice(TO, whom, targets.all().stream().map(Target::label).toList())
                        .needed())
                .schema());
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
    return use.arguments()
        .text(TO)
        .flatMap(targets::find)
        .map(
            target ->
                ToolResult.done(
                        "The caller will be connected when you have said so. Say one sentence.")
                    .and(new CallAction.HandOver(target.number())))
        .orElse(ToolResult.refused("There is nobody of that label."));
  }
}
