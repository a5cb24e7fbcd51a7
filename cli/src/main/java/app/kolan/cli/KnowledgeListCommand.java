package app.kolan.cli;

import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.store.KnowledgeSource;
import app.kolan.server.store.KnowledgeStore;
import app.kolan.server.store.UnansweredQuestion;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `kolan knowledge list`.
@Command(
    name = "list",
    description =
        "Lists what the agent knows; with --unanswered, what callers asked that it did not.")
public final class KnowledgeListCommand implements Callable<Integer> {
  private final Supplier<ConfigDraft> settings;

  @Spec private CommandSpec spec;

  @Mixin private BusinessOption business = new BusinessOption();

  @Option(names = "--unanswered", description = "The questions that nobody has answered yet.")
  private boolean unanswered;

  /// Only picocli makes one.
  KnowledgeListCommand() {
    this(ConfigReader::draft);
  }

  KnowledgeListCommand(Supplier<ConfigDraft> settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() {
    return new AdministrationAccess(settings)
        .run(spec, (administration, _) -> list(administration));
  }

  private int list(Administration administration) {
    long id = business.id(administration);
    KnowledgeStore store = administration.knowledge();
    PrintWriter out = spec.commandLine().getOut();
    if (unanswered) {
      administration.note("question.list", id, Long.toString(id), null);
      List<UnansweredQuestion> questions = store.questions(id, KnowledgeStore.MOST_QUESTIONS);
      if (questions.isEmpty()) {
        out.println("Every question was answered.");
      }
      questions.forEach(each -> out.println("%4d  %s".formatted(each.calls(), each.question())));
      return ExitCode.OK;
    }
    List<KnowledgeSource> sources = store.list(id, Long.MAX_VALUE, KnowledgeStore.MOST_SOURCES);
    if (sources.isEmpty()) {
      out.println("The agent knows nothing but its settings; see kolan knowledge import.");
      return ExitCode.OK;
    }
    var table = new TextTable("id", "kind", "passages", "characters", "title");
    for (KnowledgeSource source : sources) {
      table.add(
          Long.toString(source.id()),
          source.kind().name().toLowerCase(Locale.ROOT),
          Integer.toString(source.passages()),
          Integer.toString(source.characters()),
          source.title());
    }
    table.print(out);
    return ExitCode.OK;
  }
}
