package app.kolan.server.command;

import app.kolan.carrier.problem.Language;
import app.kolan.server.config.ConfigDraft;
import app.kolan.server.config.ConfigReader;
import app.kolan.server.doctor.Diagnosis;
import app.kolan.server.doctor.DiagnosisJson;
import app.kolan.server.doctor.DiagnosisText;
import app.kolan.server.doctor.Examination;
import app.kolan.server.doctor.Finding;
import app.kolan.server.doctor.Section;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `kolan doctor`: looks at the whole chain between Twilio and a server, and says what is wrong.
@Command(
    name = "doctor",
    description = {
      "Looks at the whole chain between Twilio and this server, from inside out, and says what is"
          + " wrong, why, and what to do.",
      "",
      "Without --url it reads the same settings as serve does. It changes nothing, but with --fix"
          + " and after asking.",
      "",
      "The exit code is 1 when something is broken; warnings and notes leave it at 0."
    })
public final class DoctorCommand implements Callable<Integer> {
  private final Supplier<ConfigDraft> settings;
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Mixin private DoctorTarget target = new DoctorTarget();

  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      converter = ByName.class,
      description = "Look at these parts alone: house, address, webhooks, stream, twilio.")
  private Set<Section> only = EnumSet.noneOf(Section.class);

  @Option(names = "--json", description = "Print JSON, for scripts.")
  private boolean json;

  @Option(names = "--no-colour", description = "Print no colours (also: NO_COLOR).")
  private boolean noColour;

  @Option(
      names = "--lang",
      paramLabel = "en|he",
      defaultValue = "en",
      converter = ExplainCommand.ByTag.class,
      description =
          "The language of titles and of Twilio's codes, English or Hebrew (${DEFAULT-VALUE}). The"
              + " findings are English.")
  private Language language = Language.ENGLISH;

  DoctorCommand() {
    this(ConfigReader::draft, Terminal.ofProcess());
  }

  DoctorCommand(Supplier<ConfigDraft> settings, Terminal terminal) {
    this.settings = settings;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    LogLevel.quietUnlessAsked();
    ConfigDraft draft = settings.get();
    DoctorPlan plan;
    try {
      plan = target.plan(draft, only.isEmpty() ? EnumSet.allOf(Section.class) : only);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
    if (plan.isOwn() && !draft.readable()) {
      return refuse(draft);
    }
    return json ? examineForScript(plan) : examineForPerson(plan);
  }

  /// The file of the settings cannot be read: whatever were looked at, it would be another server.
  private int refuse(ConfigDraft draft) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("The doctor cannot read the settings:");
    draft.problems().forEach(problem -> err.println("  " + problem.line()));
    err.flush();
    return ExitCode.USAGE;
  }

  private int examineForPerson(DoctorPlan plan) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    boolean onTerminal = terminal.isThere();
    var text = new DiagnosisText(language, terminal.hasColours() && !noColour);
    out.println(text.title(plan.name()));
    Diagnosis diagnosis = plan.examination().run(new DoctorPrinter(out, text, onTerminal));
    out.println();
    text.summary(diagnosis).forEach(out::println);
    out.flush();
    return exitCode(diagnosis);
  }

  private int examineForScript(DoctorPlan plan) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Diagnosis diagnosis = plan.examination().run(new Unheard());
    out.println(DiagnosisJson.of(plan.name(), diagnosis, language));
    out.flush();
    return exitCode(diagnosis);
  }

  private static int exitCode(Diagnosis diagnosis) {
    return diagnosis.worst() == Finding.Level.BROKEN ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  /// Nobody wants to know how it goes.
  private static final class Unheard implements Examination.Listener {
    @Override
    public void begins(Section section, String check) {}

    @Override
    public void found(Section section, String check, List<Finding> findings) {}
  }

  /// Reads a part of the chain from its name.
  static final class ByName implements ITypeConverter<Section> {
    ByName() {}

    @Override
    public Section convert(String name) {
      return Arrays.stream(Section.values())
          .filter(section -> section.name().toLowerCase(Locale.ROOT).equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + name + "' is none of house, address, webhooks, stream, twilio"));
    }
  }
}
