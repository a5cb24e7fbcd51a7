package app.kolan.cli;

import app.kolan.doctor.explain.ExplanationJson;
import app.kolan.doctor.explain.ExplanationText;
import app.kolan.doctor.explain.UnknownCode;
import app.kolan.twilio.problem.Explanation;
import app.kolan.twilio.problem.ExplanationLanguage;
import app.kolan.twilio.problem.Explanations;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `kolan explain`: what a code in Twilio's Debugger means, and what to do about it.
@Command(
    name = "explain",
    description = {
      "Explains the codes that Twilio's Debugger shows: what each means, what causes it, what to"
          + " check and to set, and what Kolan does about it by itself.",
      "",
      "The exit code is 1 when a code is not known."
    })
public final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "CODE", description = "A code, such as 31920.")
  private List<String> codes = List.of();

  @Option(
      names = "--lang",
      paramLabel = "en|he",
      defaultValue = "en",
      converter = ByTag.class,
      description = "The language, English or Hebrew (${DEFAULT-VALUE}).")
  private ExplanationLanguage language = ExplanationLanguage.ENGLISH;

  @Option(names = "--list", description = "Name all codes that are known, one line each.")
  private boolean list;

  @Option(names = "--json", description = "Print JSON, for scripts: an array of objects.")
  private boolean json;

  ExplainCommand() {}

  @Override
  public Integer call() {
    if (list == !codes.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Give one code or several, such as 31920, or --list alone.");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      list(out);
      return ExitCode.OK;
    }
    return json ? explainAsJson(out) : explain(out);
  }

  private void list(PrintWriter out) {
    if (json) {
      var answer = new ExplanationJson(language);
      answer.addAll();
      out.println(answer.text());
    } else {
      new ExplanationText(language).list().forEach(out::println);
    }
    out.flush();
  }

  private int explain(PrintWriter out) {
    PrintWriter err = spec.commandLine().getErr();
    var text = new ExplanationText(language);
    int exitCode = ExitCode.OK;
    String gap = "";
    for (int code : numbers()) {
      Optional<Explanation> known = Explanations.in(language).withCode(code);
      if (known.isPresent()) {
        out.print(gap);
        text.of(known.get()).forEach(out::println);
        gap = System.lineSeparator();
      } else {
        text.of(UnknownCode.of(code)).forEach(err::println);
        exitCode = ExitCode.SOFTWARE;
      }
    }
    out.flush();
    err.flush();
    return exitCode;
  }

  private int explainAsJson(PrintWriter out) {
    var answer = new ExplanationJson(language);
    int exitCode = ExitCode.OK;
    for (int code : numbers()) {
      Optional<Explanation> known = Explanations.in(language).withCode(code);
      if (known.isPresent()) {
        answer.add(known.get());
      } else {
        answer.add(UnknownCode.of(code));
        exitCode = ExitCode.SOFTWARE;
      }
    }
    out.println(answer.text());
    out.flush();
    return exitCode;
  }

  private List<Integer> numbers() {
    return codes.stream().map(this::number).toList();
  }

  private int number(String code) {
    if (!code.matches("[0-9]{1,9}")) {
      throw new ParameterException(
          spec.commandLine(), "'" + code + "' is no code: a code is a number, such as 31920.");
    }
    return Integer.parseInt(code);
  }

  /// Reads a language from its tag.
  static final class ByTag implements ITypeConverter<ExplanationLanguage> {
    ByTag() {}

    @Override
    public ExplanationLanguage convert(String tag) {
      return ExplanationLanguage.ofTag(tag)
          .orElseThrow(() -> new TypeConversionException("'" + tag + "' is neither en nor he"));
    }
  }
}
