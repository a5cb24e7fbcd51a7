package app.kolan.server.aftercall;

import app.kolan.server.aftercall.SummaryForm.Answer;
import app.kolan.server.llm.ChatInput;
import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.llm.ChatStream;
import app.kolan.server.llm.ChatStream.Piece;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.tool.InvalidArguments;
import app.kolan.server.tool.ToolCall;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Has a call summarised by the first language model that works. An answer that does not fit is
/// tried once more, with what was wrong with it.
final class ModelSummary {
  /// What came of it.
  sealed interface Result {
    /// @param model who wrote it, as `provider/model`
    record Written(Answer answer, String model) implements Result {}

    /// It answered twice, and neither answer fits.
    ///
    /// @param why what is wrong, without what was written
    record Invalid(String model, String why) implements Result {}

    /// All models have failed, the last one so.
    record Failed(ProviderFailure failure) implements Result {}
  }

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int MOST_LETTERS = 64 * 1024;

  private ModelSummary() {}

  /// Asks. Blocks for as long as that takes.
  ///
  /// @param models the first choice first; at least one
  static Result write(List<SummaryModel> models, SummaryForm form, String facts)
      throws InterruptedException {
    var last = new ProviderFailure("", FailureKind.UNREACHABLE, "there is no language model");
    for (SummaryModel model : models) {
      try {
        return write(model, form, facts);
      } catch (ProviderFailure failure) {
        last = failure;
      }
    }
    return new Result.Failed(last);
  }

  private static Result write(SummaryModel model, SummaryForm form, String facts)
      throws ProviderFailure, InterruptedException {
    String problem = "";
    for (int attempt = 0; attempt < 2; attempt++) {
      try {
        return new Result.Written(form.take(answer(model, form, facts, problem)), model.name());
      } catch (InvalidArguments e) {
        problem = e.problem();
      } catch (SummaryForm.UnusableAnswer e) {
        problem = String.valueOf(e.getMessage());
      }
    }
    return new Result.Invalid(model.name(), problem);
  }

  /// The arguments of the tool call, or the text of a model that made none; empty when there is
  /// neither.
  ///
  /// @param problem what was wrong with the answer before; empty for the first one
  private static String answer(SummaryModel model, SummaryForm form, String facts, String problem)
      throws ProviderFailure, InterruptedException {
    String instructions =
        problem.isEmpty()
            ? form.instructions()
            : "%s\nYour last answer did not fit: %s. Call %s again, as its parameters say.\n"
                .formatted(form.instructions(), problem, SummaryForm.TOOL);
    var input =
        new ChatInput(
            instructions, List.of(new Message.FromCaller(facts)), List.of(form.tool()), "", true);
    long deadline = System.nanoTime() + LONGEST.toNanos();
    var text = new StringBuilder();
    @Nullable String arguments = null;
    try (ChatStream stream = model.model().chat(input)) {
      Piece piece = stream.next();
      while (piece != null) {
        if (System.nanoTime() > deadline || text.length() > MOST_LETTERS) {
          throw new ProviderFailure(
              model.model().provider(), FailureKind.TOO_SLOW, "the answer does not end");
        }
        switch (piece) {
          case Piece.Words(String words) -> text.append(words);
          case Piece.Restarted() -> text.setLength(0);
          case Piece.Use(ToolCall call) -> {
            if (call.name().equals(SummaryForm.TOOL) && arguments == null) {
              arguments = call.arguments();
            }
          }
        }
        piece = stream.next();
      }
    }
    return arguments == null ? object(text.toString()) : arguments;
  }

  /// The JSON object in a text, without what stands around it.
  private static String object(String text) {
    int from = text.indexOf('{');
    int to = text.lastIndexOf('}');
    return from >= 0 && to > from ? text.substring(from, to + 1) : text;
  }
}
