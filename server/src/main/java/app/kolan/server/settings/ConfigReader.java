package app.kolan.server.settings;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.Greeting;
import app.kolan.server.business.OpeningHours;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.session.ReplyTiming;
import app.kolan.server.telemetry.TraceSettings;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the settings from the environment and a `kolan.yaml`; the environment wins. Every problem
/// is collected, so that an operator mends them in one go.
public final class ConfigReader {
  private static final URI TWILIO_API = URI.create("https://api.twilio.com");
  private static final Set<String> OF_THE_LAUNCHER =
      Set.of("KOLAN_JAVA_HOME", "KOLAN_JAVA_OPTS", "KOLAN_LOG_LEVEL");

  /// What YAML makes of an `off` without quotes.
  private static final String YAML_OFF = "false";

  private final Map<String, String> environment;
  private final YamlFile file;
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private ConfigReader(Map<String, String> environment, YamlFile file) {
    this.environment = environment;
    this.file = file;
  }

  /// Reads this process's environment, and the file that `KOLAN_CONFIG` names or `./kolan.yaml`.
  public static ConfigReading read() {
    Map<String, String> environment = System.getenv();
    String file = environment.getOrDefault("KOLAN_CONFIG", "kolan.yaml");
    return read(environment, Path.of(file));
  }

  /// Reads these variables and this file, which need not exist.
  public static ConfigReading read(Map<String, String> environment, Path file) {
    return new ConfigReader(environment, YamlFile.read(file)).reading();
  }

  /// Reads this process's environment and its file, as far as they can be understood.
  public static ConfigDraft draft() {
    Map<String, String> environment = System.getenv();
    String file = environment.getOrDefault("KOLAN_CONFIG", "kolan.yaml");
    return draft(environment, Path.of(file));
  }

  /// Reads these variables and this file, as far as they can be understood.
  public static ConfigDraft draft(Map<String, String> environment, Path file) {
    YamlFile yaml = YamlFile.read(file);
    boolean readable =
        yaml.problems().stream().noneMatch(problem -> problem.key().equals(file.toString()));
    return new ConfigReader(environment, yaml).draft(readable);
  }

  private ConfigReading reading() {
    ConfigDraft draft = draft(true);
    return draft.problems().isEmpty()
        ? new ConfigReading.Usable(draft.config(), draft.warnings())
        : new ConfigReading.Unusable(draft.problems());
  }

  private ConfigDraft draft(boolean readable) {
    problems.addAll(file.problems());
    warnOfUnknownVariables();
    String host = text(Setting.HOST).orElse("0.0.0.0");
    int port = port();
    ManagementAddress management =
        ManagementAddressReader.read(port, this::text, problems::add, warnings::add);
    PublicUrl publicUrl = publicUrl();
    TrustedProxies proxies = trustedProxies();
    String accountSid = accountSid();
    List<Secret> tokens = authTokens();
    URI apiUrl = apiUrl();
    Path data = path(Setting.DATA, "data");
    Path prompts = prompts();
    Business business = business();
    InputAudioConfig inputAudio = InputAudioReader.read(this::text, problems::add);
    ProviderSelection providers =
        ProviderSelectionReader.read(this::text, environment, file.providers(), problems::add);
    ReplyTiming dialogue = dialogue();
    TraceSettings traces =
        TraceSettingsReader.read(this::text, environment, problems::add, warnings::add);
    Set<BypassableWebhook> bypass = signatureBypass();
    TapeMode taping = taping();
    CallLimits limits = CallLimitsReader.read(this::text, problems::add);
    boolean simulated = simulated(apiUrl);
    var twilio = new Config.Twilio(accountSid, tokens, apiUrl);
    var config =
        new Config(
            host,
            port,
            publicUrl,
            proxies,
            twilio,
            data,
            prompts,
            business,
            inputAudio,
            providers,
            dialogue,
            traces,
            bypass,
            taping,
            limits,
            management,
            simulated);
    return new ConfigDraft(config, problems, warnings, readable);
  }

  private int port() {
    String text = text(Setting.PORT).orElse("8080");
    if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65535) {
      return Integer.parseInt(text);
    }
    problem(Setting.PORT, text, "give a number from 0 to 65535");
    return 0;
  }

  private @Nullable PublicUrl publicUrl() {
    Optional<String> text = text(Setting.PUBLIC_URL);
    if (text.isEmpty()) {
      warnings.add(
          Setting.PUBLIC_URL.environment()
              + " is not set: signatures are checked against the URL that each request states by"
              + " its headers. Set it to the URL that Twilio calls, such as"
              + " https://phone.example.com");
      return null;
    }
    Optional<PublicUrl> url = PublicUrl.parse(text.get());
    if (url.isEmpty()) {
      problem(
          Setting.PUBLIC_URL,
          text.get(),
          "give the base URL that Twilio calls, such as https://phone.example.com, without a"
              + " query");
    } else if (!url.get().isSecure()) {
      warnings.add(
          Setting.PUBLIC_URL.environment()
              + " is not https: Twilio opens media streams over wss alone (31922)");
    }
    return url.orElse(null);
  }

  private TrustedProxies trustedProxies() {
    Optional<String> text = text(Setting.TRUSTED_PROXIES);
    if (text.isEmpty()) {
      return TrustedProxies.LOOPBACK;
    }
    return TrustedProxies.parse(text.get())
        .orElseGet(
            () -> {
              problem(
                  Setting.TRUSTED_PROXIES,
                  text.get(),
                  "give addresses or networks separated by commas, such as 127.0.0.1,10.0.0.0/8");
              return TrustedProxies.LOOPBACK;
            });
  }

  private String accountSid() {
    String text = text(Setting.ACCOUNT_SID).orElse("");
    if (text.isEmpty()) {
      problem(
          Setting.ACCOUNT_SID,
          "not set",
          "set it to the Account SID of the Twilio Console; without it requests cannot be trusted");
    } else if (!text.matches("AC[0-9a-zA-Z]{1,64}")) {
      problem(Setting.ACCOUNT_SID, text, "an Account SID is AC and 32 hexadecimal digits");
    }
    return text;
  }

  private List<Secret> authTokens() {
    List<Secret> tokens =
        Arrays.stream(text(Setting.AUTH_TOKEN).orElse("").split(",", -1))
            .map(String::strip)
            .filter(token -> !token.isEmpty())
            .map(Secret::new)
            .toList();
    if (tokens.isEmpty()) {
      problem(
          Setting.AUTH_TOKEN,
          "not set",
          "set it to the Auth Token of the Twilio Console; without it every call would get 403");
    }
    return tokens;
  }

  private Set<BypassableWebhook> signatureBypass() {
    Set<BypassableWebhook> bypass = EnumSet.noneOf(BypassableWebhook.class);
    for (String part : text(Setting.SIGNATURE_BYPASS).orElse("").split(",", -1)) {
      String word = part.strip();
      Optional<BypassableWebhook> known = BypassableWebhook.ofWord(word);
      if (known.isPresent()) {
        bypass.add(known.get());
      } else if (!word.isEmpty()) {
        problem(Setting.SIGNATURE_BYPASS, word, BypassableWebhook.reasonAgainst(word));
      }
    }
    if (!bypass.isEmpty()) {
      warnings.add(
          Setting.SIGNATURE_BYPASS.environment()
              + " is set: for thirty minutes anybody can send requests of "
              + bypass.stream().map(BypassableWebhook::word).collect(Collectors.joining(" and "))
              + ". Take it out when the signatures are mended");
    }
    return bypass;
  }

  private URI apiUrl() {
    Optional<String> text = text(Setting.API_URL);
    if (text.isEmpty()) {
      return TWILIO_API;
    }
    Optional<PublicUrl> url = PublicUrl.parse(text.get());
    if (url.isEmpty()) {
      problem(Setting.API_URL, text.get(), "give an http or https URL without a query");
    }
    return url.map(PublicUrl::toString).map(URI::create).orElse(TWILIO_API);
  }

  private Path path(Setting setting, String usual) {
    String text = text(setting).orElse(usual);
    try {
      Path path = Path.of(text).toAbsolutePath().normalize();
      if (Files.exists(path) && !Files.isDirectory(path)) {
        problem(setting, text, "it is a file; name a folder");
      }
      return path;
    } catch (InvalidPathException e) {
      problem(setting, text, "give the path of a folder");
      return Path.of(usual);
    }
  }

  private @Nullable Path prompts() {
    if (text(Setting.PROMPTS).isEmpty()) {
      return null;
    }
    Path folder = path(Setting.PROMPTS, "");
    if (!Files.exists(folder)) {
      problem(Setting.PROMPTS, folder.toString(), "there is no such folder; see docs/prompts.md");
    }
    return folder;
  }

  private Business business() {
    String name = text(Setting.BUSINESS_NAME).orElse("Kolan");
    PhoneNumber human = text(Setting.HUMAN_NUMBER).map(PhoneNumber::new).orElse(null);
    if (human != null && !human.isDialable()) {
      problem(
          Setting.HUMAN_NUMBER,
          human.value(),
          "write it in E.164, such as \"+972501234567\", and in kolan.yaml in quotes");
    }
    String mode = text(Setting.MODE).orElse("converse");
    Optional<AnswerMode> known = AnswerMode.ofWord(mode);
    if (known.isEmpty()) {
      problem(Setting.MODE, mode, "choose converse, listen or voicemail");
    }
    if (known.equals(Optional.of(AnswerMode.LISTEN)) && human == null) {
      warnings.add(
          Setting.HUMAN_NUMBER.environment()
              + " is not set: in listen mode a caller hears the greeting, and then nobody");
    }
    BusinessProfile profile = BusinessProfileReader.read(file.profile(), environment, problems);
    return new Business(
        Business.FIRST,
        name,
        human,
        known.orElse(AnswerMode.CONVERSE),
        profile,
        greeting().orElse(null),
        locale(profile.hours()));
  }

  private BusinessLocale locale(@Nullable OpeningHours hours) {
    String country = text(Setting.COUNTRY).orElse(BusinessLocale.ISRAEL.country());
    if (!Set.of(Locale.getISOCountries()).contains(country)) {
      problem(Setting.COUNTRY, country, "give the two capitals of ISO 3166, such as IL");
      country = BusinessLocale.ISRAEL.country();
    }
    return new BusinessLocale(zone(hours), country, language());
  }

  private ZoneId zone(@Nullable OpeningHours hours) {
    ZoneId usual = hours == null ? BusinessLocale.ISRAEL.zone() : hours.zone();
    Optional<String> name = text(Setting.ZONE);
    try {
      return name.map(ZoneId::of).orElse(usual);
    } catch (DateTimeException e) {
      problem(Setting.ZONE, name.orElse(""), "give a time zone such as Asia/Jerusalem");
      return usual;
    }
  }

  private String language() {
    return text(Setting.LANGUAGE).orElse(BusinessLocale.ISRAEL.language());
  }

  private Optional<Greeting> greeting() {
    String language = language();
    String voice = text(Setting.SAY_VOICE).orElse("Google.he-IL-Wavenet-A");
    Optional<String> text = text(Setting.GREETING);
    if (text.isPresent() && language.startsWith("he") && !voice.startsWith("Google.he-IL-")) {
      problem(
          Setting.SAY_VOICE,
          voice,
          "Twilio refuses it for Hebrew (13512); choose one such as Google.he-IL-Wavenet-A");
    }
    return text.map(words -> new Greeting(words, voice, language));
  }

  private ReplyTiming dialogue() {
    String text = text(Setting.SILENCE_BOUND).orElse("4000");
    if (text.matches("[0-9]{4,5}") && Integer.parseInt(text) >= 2000) {
      return ReplyTiming.ofBound(Duration.ofMillis(Integer.parseInt(text)));
    }
    problem(Setting.SILENCE_BOUND, text, "give milliseconds, from 2000");
    return ReplyTiming.USUAL;
  }

  private TapeMode taping() {
    String word = text(Setting.TAPE).orElse(TapeMode.OFF.word());
    if (word.equals(YAML_OFF)) {
      return TapeMode.OFF;
    }
    Optional<TapeMode> known = TapeMode.ofWord(word);
    if (known.isEmpty()) {
      problem(Setting.TAPE, word, "choose off, redacted or full");
    }
    if (known.equals(Optional.of(TapeMode.FULL))) {
      warnings.add(
          Setting.TAPE.environment()
              + " is full: callers' numbers, keys and voices are recorded in the data folder, in"
              + " tapes/");
    }
    return known.orElse(TapeMode.OFF);
  }

  private boolean simulated(URI apiUrl) {
    String word = text(Setting.SIMULATED).orElse("false");
    if (!word.equals("true") && !word.equals("false")) {
      problem(Setting.SIMULATED, word, "choose true or false");
      return false;
    }
    boolean simulated = word.equals("true");
    if (simulated && !isLoopback(apiUrl)) {
      warnings.add(
          Setting.SIMULATED.environment()
              + " is true, but "
              + Setting.API_URL.environment()
              + " is not on this machine: tools do nothing outside, and real callers are told of"
              + " things that were not done. Take it out where people call");
    } else if (!simulated && isLoopback(apiUrl)) {
      warnings.add(
          Setting.API_URL.environment()
              + " is on this machine, and "
              + Setting.SIMULATED.environment()
              + " is not set: tools act outside as in every real call. Set it to true if a"
              + " simulator calls");
    }
    return simulated;
  }

  private static boolean isLoopback(URI url) {
    String host = String.valueOf(url.getHost());
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private void warnOfUnknownVariables() {
    List<String> known = new ArrayList<>(OF_THE_LAUNCHER);
    known.add("KOLAN_CONFIG");
    Arrays.stream(Setting.values()).map(Setting::environment).forEach(known::add);
    List<String> others =
        environment.keySet().stream()
            .filter(name -> name.startsWith("KOLAN_") && !known.contains(name))
            .sorted()
            .toList();
    if (others.isEmpty()) {
      return;
    }
    known.addAll(ProviderSelectionReader.variables());
    others.stream()
        .filter(name -> !known.contains(name))
        .forEach(
            name ->
                warnings.add(
                    name + " is not a setting; did you mean " + DidYouMean.of(name, known) + "?"));
  }

  private Optional<String> text(Setting setting) {
    return filled(environment.get(setting.environment()))
        .or(() -> filled(file.values().get(setting)));
  }

  private static Optional<String> filled(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(filled -> !filled.isEmpty());
  }

  private void problem(Setting setting, String seen, String remedy) {
    problems.add(new ConfigProblem(setting.environment(), seen, remedy));
  }
}
