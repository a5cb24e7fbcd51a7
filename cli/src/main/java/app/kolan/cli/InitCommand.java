package app.kolan.cli;

import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.business.BusinessReader;
import app.kolan.server.settings.Setting;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.server.telephony.rest.IncomingNumber;
import app.kolan.server.telephony.rest.RestResult;
import app.kolan.server.telephony.rest.RestResult.Given;
import app.kolan.server.telephony.rest.RestResult.Refused;
import app.kolan.server.telephony.rest.RestResult.Unreachable;
import app.kolan.server.telephony.rest.TwilioRestAccount;
import app.kolan.server.web.WebSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kolan init`: asks five questions, writes a `kolan.yaml`, finds the number at Twilio and offers
/// to set its URLs.
@Command(
    name = "init",
    description = {
      "Asks five questions and writes a kolan.yaml that its owner alone may read. Then it looks for"
          + " the number in the account, offers to set its URLs to this server, and lets the doctor"
          + " look.",
      "",
      "Each question has an option. Without a terminal those of the URL and the account are needed,"
          + " and the token comes from TWILIO_AUTH_TOKEN or a file."
    })
public final class InitCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_TRIES = 5;
  private static final String ASK_ACCOUNT =
      "2/5  The Account SID, from the first page of the Twilio Console: ";
  private static final String ASK_TOKEN = "3/5  The Auth Token, below it (it does not show): ";

  private final Map<String, String> environment;
  private final Terminal terminal;
  private final FirstSettings settings = new FirstSettings();

  @Spec private CommandSpec spec;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description = "The server as Twilio will call it, such as https://phone.example.com.")
  private @Nullable String publicUrl;

  @Option(
      names = "--account-sid",
      paramLabel = "SID",
      description = "The account, from the first page of the Twilio Console.")
  private @Nullable String accountSid;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with the account's auth token; else TWILIO_AUTH_TOKEN has it.")
  private @Nullable Path tokenFile;

  @Option(names = "--name", paramLabel = "NAME", description = "The name of the business.")
  private @Nullable String name;

  @Option(
      names = "--human-number",
      paramLabel = "NUMBER",
      description = "Whom a caller reaches who asks for a human, such as +972501234567.")
  private @Nullable String humanNumber;

  @Option(
      names = "--number",
      paramLabel = "NUMBER",
      description = "The number at Twilio that callers dial, when the account has several.")
  private @Nullable String number;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The file to write (the one that KOLAN_CONFIG names, else ./kolan.yaml).")
  private @Nullable Path file;

  @Option(names = "--yes", description = "Set the number's URLs at Twilio without asking.")
  private boolean yes;

  @Option(names = "--keep-number", description = "Leave the number at Twilio as it is.")
  private boolean keepNumber;

  InitCommand() {
    this(System.getenv(), Terminal.ofProcess());
  }

  InitCommand(Map<String, String> environment, Terminal terminal) {
    this.environment = environment;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    LogLevel.quietUnlessAsked();
    Path target = target();
    refuseWhatIsThere(target);
    requireAnswers();
    answer(
        WebSettings.PUBLIC_URL,
        publicUrl,
        "1/5  The address of this server as Twilio will call it, such as https://phone.example.com:"
            + " ");
    answer(TwilioSettings.ACCOUNT_SID, accountSid, ASK_ACCOUNT);
    answer(TwilioSettings.AUTH_TOKEN, token(), ASK_TOKEN);
    answer(BusinessReader.BUSINESS_NAME, name, "4/5  The name of the business (Enter for Kolan): ");
    answer(
        BusinessReader.HUMAN_NUMBER,
        humanNumber,
        "5/5  Whom to call when a caller asks for a human, such as +972501234567 (Enter for"
            + " nobody): ");
    return switch (numbersOrAskAgain()) {
      case Refused<List<IncomingNumber>>(int status, _) when isOfAccount(status) -> {
        err(whyRefused(status) + " Nothing is written.");
        yield ExitCode.SOFTWARE;
      }
      case Refused<List<IncomingNumber>>(int status, _) ->
          writeForLater(target, "Twilio answers " + status + ".");
      case Unreachable<List<IncomingNumber>>(String why) ->
          writeForLater(target, why + ". Let this machine reach api.twilio.com on port 443.");
      case Given<List<IncomingNumber>>(var found) -> {
        Optional<IncomingNumber> chosen = choose(found);
        write(target);
        yield chosen.isEmpty() ? explainMissingNumber(found) : finish(target, chosen.get());
      }
    };
  }

  private Path target() {
    String named = environment.getOrDefault("KOLAN_CONFIG", "");
    Path usual = Path.of(named.isBlank() ? "kolan.yaml" : named);
    return (file == null ? usual : file).toAbsolutePath();
  }

  private void refuseWhatIsThere(Path target) {
    Path folder = target.getParent();
    if (Files.exists(target)) {
      throw refused(
          "%s is there already, and stays as it is: change it with an editor, or name another by --file."
              .formatted(target));
    }
    if (folder == null || !Files.isWritable(folder)) {
      throw refused(
          "You may not write to the folder %s: name another file by --file, or use sudo."
              .formatted(folder));
    }
  }

  /// Without somebody to ask, all that has no default must have come.
  private void requireAnswers() throws IOException {
    if (terminal.isThere()) {
      return;
    }
    var missing = new ArrayList<String>();
    if (publicUrl == null) {
      missing.add("--public-url");
    }
    if (accountSid == null) {
      missing.add("--account-sid");
    }
    if (token() == null) {
      missing.add("TWILIO_AUTH_TOKEN or --token-file");
    }
    if (!missing.isEmpty()) {
      throw refused("There is nobody to ask: give " + String.join(", ", missing) + ".");
    }
    if (!yes && !keepNumber) {
      throw refused(
          "There is nobody to ask: add --yes to set the number's URLs at Twilio, or"
              + " --keep-number.");
    }
  }

  private @Nullable String token() throws IOException {
    if (tokenFile != null) {
      try {
        return Files.readString(tokenFile).strip();
      } catch (IOException e) {
        throw refused("The file %s cannot be read.".formatted(tokenFile));
      }
    }
    String token = environment.getOrDefault("TWILIO_AUTH_TOKEN", "");
    return token.isBlank() ? null : token;
  }

  /// Takes the answer of an option, or asks until there is one that a server could use.
  private void answer(Setting setting, @Nullable String given, String question) {
    if (given != null || !terminal.isThere()) {
      settings.put(setting, given == null ? "" : withScheme(setting, given));
      settings
          .problemOf(setting)
          .ifPresent(
              problem -> {
                throw refused(problem.line());
              });
      return;
    }
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      boolean secret = setting.equals(TwilioSettings.AUTH_TOKEN);
      String said = secret ? terminal.askSecret(question) : terminal.ask(question);
      settings.put(setting, withScheme(setting, said));
      var problem = settings.problemOf(setting);
      boolean needed = setting.equals(WebSettings.PUBLIC_URL) && settings.get(setting).isEmpty();
      if (problem.isEmpty() && !needed) {
        return;
      }
      say("     " + problem.map(wrong -> wrong.line()).orElse("Without it Twilio cannot call."));
    }
    throw refused("That was no answer %d times; nothing is written.".formatted(MOST_TRIES));
  }

  /// Whoever answers with the name of the server alone means https.
  private static String withScheme(Setting setting, String said) {
    boolean isName = said.strip().matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+/?");
    return setting.equals(WebSettings.PUBLIC_URL) && isName ? "https://" + said.strip() : said;
  }

  /// Whoever has mistyped the account or its token at a terminal is asked for these two again.
  private RestResult<List<IncomingNumber>> numbersOrAskAgain() throws InterruptedException {
    RestResult<List<IncomingNumber>> result = numbers();
    for (int tries = 1; tries < MOST_TRIES && terminal.isThere(); tries++) {
      if (!(result instanceof Refused<List<IncomingNumber>>(int status, _))
          || !isOfAccount(status)) {
        break;
      }
      say("     " + whyRefused(status));
      answer(TwilioSettings.ACCOUNT_SID, null, ASK_ACCOUNT);
      answer(TwilioSettings.AUTH_TOKEN, null, ASK_TOKEN);
      result = numbers();
    }
    return result;
  }

  private static boolean isOfAccount(int status) {
    return status == 401 || status == 403 || status == 404;
  }

  private static String whyRefused(int status) {
    return "Twilio answers %d: the Account SID and the Auth Token do not belong together, or are of another region."
        .formatted(status);
  }

  private int writeForLater(Path target, String why) throws IOException {
    write(target);
    err("Twilio could not be asked for the number: " + why);
    err("Remedy: run kolan doctor --fix once Twilio answers.");
    return ExitCode.SOFTWARE;
  }

  private RestResult<List<IncomingNumber>> numbers() throws InterruptedException {
    String api = environment.getOrDefault(TwilioSettings.API_URL.environment(), "");
    try (HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build()) {
      return new TwilioRestAccount(
              http,
              URI.create(api.isBlank() ? "https://api.twilio.com" : api),
              settings.get(TwilioSettings.ACCOUNT_SID),
              settings.get(TwilioSettings.AUTH_TOKEN).split(",", 2)[0].strip(),
              PATIENCE)
          .numbers();
    }
  }

  /// The number that is meant: the one that was named, the only one, or the one that is chosen now.
  private Optional<IncomingNumber> choose(List<IncomingNumber> found) {
    if (number != null || found.size() < 2 || !terminal.isThere()) {
      return found.stream()
          .filter(one -> number == null ? found.size() == 1 : isNamed(one, number))
          .findFirst();
    }
    say("The account has these numbers: " + list(found));
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      String answer = terminal.ask("Which one do callers dial? ");
      Optional<IncomingNumber> chosen =
          found.stream().filter(one -> isNamed(one, answer)).findFirst();
      if (chosen.isPresent()) {
        return chosen;
      }
    }
    return Optional.empty();
  }

  private static boolean isNamed(IncomingNumber one, String text) {
    String digits = text.replaceAll("[^0-9]", "");
    return !digits.isEmpty() && one.number().value().equals("+" + digits);
  }

  private static String list(List<IncomingNumber> found) {
    return found.stream().map(one -> one.number().value()).collect(Collectors.joining(", "));
  }

  private int explainMissingNumber(List<IncomingNumber> found) {
    err(
        found.isEmpty()
            ? "The account has no phone number: buy one in the Twilio Console, and run kolan doctor"
                + " --fix."
            : "The account has these numbers: %s. Run kolan doctor --fix --number NUMBER with the one that callers dial."
                .formatted(list(found)));
    return ExitCode.SOFTWARE;
  }

  private void write(Path target) throws IOException {
    settings.write(target);
    say("Written: %s, for its owner alone.".formatted(target));
  }

  /// The doctor looks at this machine and at Twilio's side, which includes the offer to set the
  /// number; the way between them is there once the server runs.
  private int finish(Path target, IncomingNumber chosen) {
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of("--number", chosen.number().value(), "--only", "machine,twilio"));
    if (!keepNumber) {
      arguments.add("--fix");
    }
    if (!keepNumber && yes) {
      arguments.add("--yes");
    }
    say("");
    var doctor = new DoctorCommand(() -> ConfigReader.draft(environment, target), terminal);
    int exitCode =
        new CommandLine(doctor)
            .setOut(spec.commandLine().getOut())
            .setErr(spec.commandLine().getErr())
            .execute(arguments.toArray(String[]::new));
    say("");
    say("Next: start the server (kolan serve, or systemctl enable --now kolan), let a proxy lead");
    say(
        "%s to it, and run kolan doctor for the whole way."
            .formatted(settings.get(WebSettings.PUBLIC_URL)));
    return exitCode;
  }

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  private void err(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }
}
