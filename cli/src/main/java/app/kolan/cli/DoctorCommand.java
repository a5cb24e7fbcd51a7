package app.kolan.cli;

import app.kolan.doctor.CheckRunner;
import app.kolan.doctor.Diagnosis;
import app.kolan.doctor.DiagnosisJson;
import app.kolan.doctor.DiagnosisText;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Section;
import app.kolan.doctor.twilio.TwilioChecks;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.twilio.problem.ExplanationLanguage;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `kolan doctor`: examines the whole chain between Twilio and a server, and says what is wrong.
@Command(
    name = "doctor",
    description = {
      "Looks at the whole chain between Twilio and this server, from inside out, and says what is"
          + " wrong, why, and what to do.",
      "",
      "Without --url it reads the same settings as serve does. It changes nothing, but with --fix"
          + " and after asking.",
      "",
      "The exit code is 1 when something is broken, and 2 when nothing could be examined; warnings"
          + " and notes leave it at 0."
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
      description =
          "Look at these parts alone: machine, address, webhooks, stream, twilio, providers.")
  private Set<Section> only = EnumSet.noneOf(Section.class);

  @Option(
      names = "--fix",
      description =
          "Offer to set the number's URLs at Twilio to what this server expects. The change is shown"
              + " first; with --url, --number must be given too.")
  private boolean fix;

  @Option(names = "--yes", description = "With --fix: change without asking.")
  private boolean yes;

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
  private ExplanationLanguage language = ExplanationLanguage.ENGLISH;

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
    Set<Section> parts = only.isEmpty() ? EnumSet.allOf(Section.class) : only;
    checkFix(parts);
    ConfigDraft draft = settings.get();
    DoctorPlan plan = plan(draft, parts);
    if (plan.isOwn() && !draft.readable()) {
      return refuse(draft);
    }
    TwilioChecks twilioChecks = plan.twilioChecks().orElse(null);
    try {
      return examine(plan, twilioChecks);
    } finally {
      if (twilioChecks != null) {
        twilioChecks.close();
      }
    }
  }

  private DoctorPlan plan(ConfigDraft draft, Set<Section> parts) {
    try {
      return target.plan(draft, parts);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private void checkFix(Set<Section> parts) {
    String problem = null;
    if (yes && !fix) {
      problem = "--yes goes with --fix.";
    } else if (fix && !parts.contains(Section.TWILIO)) {
      problem = "--fix looks at Twilio's side: --only leaves it out.";
    } else if (fix && target.isOtherWithoutNumber()) {
      problem = "--fix with --url needs the --number that is meant.";
    } else if (fix && !yes && (json || !terminal.isThere())) {
      problem = "--fix asks first, and there is nobody to ask: add --yes to change without asking.";
    }
    if (problem != null) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }

  /// The settings file cannot be read, so that the server to examine is unknown.
  private int refuse(ConfigDraft draft) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("The doctor cannot read the settings:");
    draft.problems().forEach(problem -> err.println("  " + problem.line()));
    err.flush();
    return ExitCode.USAGE;
  }

  private int examine(DoctorPlan plan, @Nullable TwilioChecks twilioChecks)
      throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    var text = new DiagnosisText(language, terminal.hasColours() && !noColour);
    Diagnosis diagnosis;
    if (json) {
      diagnosis = plan.examination(twilioChecks).run(CheckRunner.Listener.NOBODY);
    } else {
      out.println(text.title(plan.name()));
      var printer = new DoctorPrinter(out, text, terminal.isThere());
      diagnosis = plan.examination(twilioChecks).run(printer);
    }
    boolean fixFailed = false;
    if (fix) {
      PrintWriter messages = json ? spec.commandLine().getErr() : out;
      var repair = new DoctorFix(messages, yes, terminal);
      DoctorFix.Ended ended = repair.offer(twilioChecks, diagnosis);
      diagnosis = ended.diagnosis();
      fixFailed = ended.failed();
    }
    if (json) {
      out.println(DiagnosisJson.of(plan.name(), diagnosis, language));
    } else {
      out.println();
      text.summary(diagnosis).forEach(out::println);
    }
    out.flush();
    return fixFailed ? ExitCode.SOFTWARE : exitCode(diagnosis);
  }

  private static int exitCode(Diagnosis diagnosis) {
    if (!diagnosis.hasExamined()) {
      return ExitCode.USAGE;
    }
    return diagnosis.worst() == Finding.Level.BROKEN ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  /// Reads a part of the chain from its name. This machine may still be called `house`, as the JSON
  /// calls it.
  static final class ByName implements ITypeConverter<Section> {
    ByName() {}

    @Override
    public Section convert(String name) {
      if (name.equals("machine")) {
        return Section.HOUSE;
      }
      return Arrays.stream(Section.values())
          .filter(section -> section.name().toLowerCase(Locale.ROOT).equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'"
                          + name
                          + "' is none of machine, address, webhooks, stream, twilio, providers"));
    }
  }
}
