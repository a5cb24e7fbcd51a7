package app.kolan.cli;

import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.normalize.Lexicon;
import app.kolan.server.normalize.SpokenForm;
import app.kolan.server.normalize.SpokenLanguage;
import app.kolan.server.tts.TextToSpeeches;
import app.kolan.twilio.problem.ExplanationLanguage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `kolan spoken`: how a voice would say each line of a text.
@Command(
    name = "spoken",
    description = {
      "Reads lines and prints how the voice would say each: numbers, dates, prices and"
          + " abbreviations in words, by the lexicon of the business.",
      "",
      "A line of output for each line of input, so that two files can be compared."
    })
public final class SpokenCommand implements Callable<Integer> {
  private final Supplier<ConfigDraft> settings;
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "A text in UTF-8; standard input when it is left out, or with -.")
  private @Nullable Path file;

  @Option(
      names = "--lang",
      paramLabel = "he|en",
      converter = ExplainCommand.ByTag.class,
      description = "The language; by default that of each line's letters.")
  private @Nullable ExplanationLanguage language;

  @Option(
      names = "--niqqud",
      description =
          "Add vowel points where a word could be misread. By default they are added when all"
              + " voices of the settings read them.")
  private boolean niqqud;

  @Option(names = "--no-lexicon", description = "Leave the lexicon of the business out.")
  private boolean noLexicon;

  /// Only picocli makes one.
  SpokenCommand() {
    this(ConfigReader::draft, Terminal.ofProcess());
  }

  SpokenCommand(Supplier<ConfigDraft> settings, Terminal terminal) {
    this.settings = settings;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    LogLevel.quiet();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    ConfigDraft draft = settings.get();
    if (!noLexicon && !draft.readable()) {
      return UnreadableSettings.explain(draft, err);
    }
    SpokenForm form = form(draft);
    Path from = file == null || file.toString().equals("-") ? null : file;
    if (from == null && terminal.isThere()) {
      err.println("Type a line and press Enter; Ctrl-D ends.");
      err.flush();
    }
    try (BufferedReader lines = from == null ? standardInput() : Files.newBufferedReader(from)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.println(said(form, line));
        out.flush();
      }
      return ExitCode.OK;
    } catch (NoSuchFileException _) {
      err.println("There is no file " + file + ".");
    } catch (IOException | UncheckedIOException e) {
      err.println(file + " cannot be read as UTF-8: " + e.getMessage());
    }
    return ExitCode.USAGE;
  }

  private SpokenForm form(ConfigDraft draft) {
    if (noLexicon) {
      return new SpokenForm(new Lexicon(Map.of()), niqqud);
    }
    draft.problems().stream()
        .filter(problem -> problem.key().startsWith("business.lexicon"))
        .forEach(problem -> spec.commandLine().getErr().println(problem.line()));
    return new SpokenForm(
        new Lexicon(draft.config().business().profile().lexicon()),
        niqqud || TextToSpeeches.readNiqqud(draft.config().providers().voices()));
  }

  private String said(SpokenForm form, String line) {
    return switch (language) {
      case null -> form.of(line);
      case HEBREW -> form.of(line, SpokenLanguage.HEBREW);
      case ENGLISH -> form.of(line, SpokenLanguage.ENGLISH);
    };
  }

  private static BufferedReader standardInput() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  }
}
