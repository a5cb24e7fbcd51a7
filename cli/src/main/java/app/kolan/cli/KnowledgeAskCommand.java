package app.kolan.cli;

import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.knowledge.Knowledge;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `kolan knowledge ask`.
@Command(
    name = "ask",
    description = {
      "Prints the passages that the agent would find for a question, the likeliest first, with how"
          + " much of the question each has.",
      "",
      "The exit code is 1 when there are none."
    })
public final class KnowledgeAskCommand implements Callable<Integer> {
  private static final int HITS = 3;

  private final Supplier<ConfigDraft> settings;

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "WORD", description = "The question.")
  private List<String> words = List.of();

  @Mixin private BusinessOption business = new BusinessOption();

  /// Only picocli makes one.
  KnowledgeAskCommand() {
    this(ConfigReader::draft);
  }

  KnowledgeAskCommand(Supplier<ConfigDraft> settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() {
    return new AdministrationAccess(settings).run(spec, (administration, _) -> ask(administration));
  }

  private int ask(Administration administration) {
    long id = business.id(administration);
    PrintWriter out = spec.commandLine().getOut();
    List<Knowledge.Hit> hits =
        new Knowledge(id, administration.knowledge()).find(String.join(" ", words), HITS);
    if (hits.isEmpty()) {
      out.println("Nothing is found: the agent says that it does not know.");
      return ExitCode.SOFTWARE;
    }
    for (Knowledge.Hit hit : hits) {
      out.println("%3.0f %%  %s".formatted(hit.share() * 100, hit.title()));
      if (!hit.passage().heading().isEmpty()) {
        out.println("       " + hit.passage().heading());
      }
      hit.passage().text().lines().forEach(line -> out.println("       " + line));
    }
    return ExitCode.OK;
  }
}
