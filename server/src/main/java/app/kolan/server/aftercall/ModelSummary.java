package app.kolan.server.aftercall;

import app.kolan.server.aftercall.SummaryForm.Answer;
import app.kolan.server.llm.ChatInput;
import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.llm.ToolCallAnswer;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.tool.InvalidArguments;
import java.util.List;

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

  /// Asks once.
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
    return ToolCallAnswer.read(model.model(), input, SummaryForm.TOOL);
  }
}
