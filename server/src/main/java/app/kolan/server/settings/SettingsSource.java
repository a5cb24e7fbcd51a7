package app.kolan.server.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What an operator has set: the environment and a `kolan.yaml`, of which the environment wins.
/// Features read their settings from it and report what is wrong to it, so that an operator fixes
/// everything in one go.
///
/// For one thread.
public final class SettingsSource {
  private static final String FILE = "KOLAN_CONFIG";
  private static final int FINGERPRINT_BYTES = 8;
  private static final Set<String> OF_THE_LAUNCHER =
      Set.of("KOLAN_JAVA_HOME", "KOLAN_JAVA_OPTS", "KOLAN_LOG_LEVEL");

  private final Map<String, String> environment;
  private final YamlFile file;
  private final boolean readable;
  private final List<Setting> settings;
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private SettingsSource(
      Map<String, String> environment,
      YamlFile file,
      boolean readable,
      List<SettingsGroup<?>> groups) {
    this.environment = environment;
    settings = groups.stream().flatMap(group -> group.settings().stream()).toList();
    this.file = file;
    this.readable = readable;
    problems.addAll(file.problems());
  }

  /// This process's environment, and the file that `KOLAN_CONFIG` names or `./kolan.yaml`.
  ///
  /// @param groups everything that can be set; any other key is a problem, any other variable that
  ///   begins with `KOLAN_` a warning
  public static SettingsSource ofProcess(List<SettingsGroup<?>> groups) {
    Map<String, String> environment = System.getenv();
    return of(environment, Path.of(filled(environment.get(FILE)).orElse("kolan.yaml")), groups);
  }

  /// These variables and this file, which need not exist.
  public static SettingsSource of(
      Map<String, String> environment, Path file, List<SettingsGroup<?>> groups) {
    YamlFile yaml =
        filled(environment.get(FILE)).isPresent() && Files.notExists(file)
            ? YamlFile.missing(FILE, file)
            : YamlFile.read(file, groups);
    boolean readable =
        yaml.problems().stream()
            .map(ConfigProblem::key)
            .noneMatch(key -> key.equals(file.toString()) || key.equals(FILE));
    var source = new SettingsSource(environment, yaml, readable, groups);
    source.warnOfUnknownVariables(groups);
    TerminalLog.doubtOf(source).ifPresent(source::warn);
    return source;
  }

  /// These variables alone.
  public static SettingsSource of(Map<String, String> environment) {
    return new SettingsSource(environment, YamlFile.none(), true, List.of());
  }

  /// These variables, and what was parsed elsewhere in place of a file.
  ///
  /// @param root a map of what may stand in a `kolan.yaml`
  public static SettingsSource of(
      Map<String, String> environment, JsonNode root, List<SettingsGroup<?>> groups) {
    return new SettingsSource(environment, YamlFile.of(root, groups), true, groups);
  }

  /// The text of a setting, [cleaned][PastedText]; empty when it is not set or blank.
  public Optional<String> text(Setting setting) {
    return variable(setting.environment()).or(() -> filled(file.values().get(setting)));
  }

  /// Whether a setting is `true`; what is neither that nor `false` is a problem.
  ///
  /// @param usual what holds when it is not set, or wrong
  public boolean flag(Setting setting, boolean usual) {
    String word = text(setting).orElse(Boolean.toString(usual));
    if (word.equals("true") || word.equals("false")) {
      return word.equals("true");
    }
    problem(setting, word, "choose true or false");
    return usual;
  }

  /// The text of an environment variable, likewise.
  public Optional<String> variable(String name) {
    return filled(environment.get(name));
  }

  /// All environment variables, secrets among them.
  public Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  /// A hash of what is set by the environment and the file: equal where the same is set in the same
  /// places. Nothing can be found out from it.
  ///
  /// What [differs from server to server][Setting#isOfEachServer] does not count, nor which file it
  /// is and what is set for the launcher.
  public String fingerprint() {
    var without = new HashSet<>(OF_THE_LAUNCHER);
    without.add(FILE);
    settings.stream()
        .filter(Setting::isOfEachServer)
        .map(Setting::environment)
        .forEach(without::add);
    var lines = new TreeSet<String>();
    environment.forEach(
        (name, value) -> {
          if ((name.startsWith("KOLAN_") || name.startsWith("TWILIO_"))
              && !without.contains(name)
              && filled(value).isPresent()) {
            lines.add(name + "=" + value);
          }
        });
    file.values()
        .forEach(
            (setting, value) -> {
              if (!setting.isOfEachServer()) {
                lines.add(setting.yaml() + ":" + value);
              }
            });
    file.sections().forEach((key, node) -> lines.add(key + ":" + node));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\0", lines).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// What stands below a key of the file that a group has declared by [SettingsGroup#withSections].
  public YamlSection section(String key) {
    JsonNode node = file.sections().getOrDefault(key, MissingNode.getInstance());
    return new YamlSection(key, node.isNull() ? MissingNode.getInstance() : node, problems);
  }

  /// Reports that a setting cannot be used.
  ///
  /// @param seen the value that was found; never a secret
  /// @param remedy what the operator can do
  public void problem(Setting setting, String seen, String remedy) {
    problem(setting.environment(), seen, remedy);
  }

  /// Reports that what is set by a variable or key cannot be used.
  public void problem(String key, String seen, String remedy) {
    var problem = new ConfigProblem(key, seen, remedy);
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  /// Reports what the operator should know all the same.
  public void warn(String warning) {
    warnings.add(warning);
  }

  /// What was reported so far, with what is wrong with the file itself first.
  public List<ConfigProblem> problems() {
    return List.copyOf(problems);
  }

  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /// False when the file could not be read at all.
  public boolean isReadable() {
    return readable;
  }

  private void warnOfUnknownVariables(List<SettingsGroup<?>> groups) {
    List<String> known = new ArrayList<>(OF_THE_LAUNCHER);
    known.add(FILE);
    groups.stream()
        .flatMap(group -> group.settings().stream())
        .map(Setting::environment)
        .forEach(known::add);
    List<String> others =
        environment.keySet().stream()
            .filter(name -> name.startsWith("KOLAN_") && !known.contains(name))
            .sorted()
            .toList();
    if (others.isEmpty()) {
      return;
    }
    groups.forEach(group -> known.addAll(group.moreVariables()));
    others.stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> warn(name + " is not a setting; " + DidYouMean.hint(name, known)));
  }

  private static Optional<String> filled(@Nullable String text) {
    return Optional.ofNullable(text).map(PastedText::clean).filter(filled -> !filled.isEmpty());
  }
}
