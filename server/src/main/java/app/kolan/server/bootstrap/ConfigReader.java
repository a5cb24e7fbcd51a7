package app.kolan.server.bootstrap;

import app.kolan.server.aftercall.AfterCallSettings;
import app.kolan.server.audit.AuditSettings;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessReader;
import app.kolan.server.calltrace.TapeModeReader;
import app.kolan.server.console.ConsoleSettings;
import app.kolan.server.directory.DirectorySettings;
import app.kolan.server.directory.OwnDocument;
import app.kolan.server.identity.PasswordCost;
import app.kolan.server.mail.SmtpSettings;
import app.kolan.server.media.turns.InputAudioReader;
import app.kolan.server.nodes.NodeSettings;
import app.kolan.server.notify.push.PushSettings;
import app.kolan.server.prompts.PromptSettings;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSelectionReader;
import app.kolan.server.session.ReplyTimingReader;
import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import app.kolan.server.store.StoreSettings;
import app.kolan.server.store.s3.S3Settings;
import app.kolan.server.telemetry.TraceSettingsReader;
import app.kolan.server.telephony.CallLimitsReader;
import app.kolan.server.telephony.SimulatedReader;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.server.tool.http.HttpToolsReader;
import app.kolan.server.usage.PriceSettings;
import app.kolan.server.web.ManagementAddressReader;
import app.kolan.server.web.WebSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the settings of all features from the environment and a `kolan.yaml`; the environment
/// wins. Every problem is collected, so that an operator fixes them in one go.
public final class ConfigReader {
  static final SettingsGroup<Business> BUSINESS = BusinessReader.group(HttpToolsReader::new);

  /// Everything that can be set, in the order of the table in `docs/configuration.md`.
  static final List<SettingsGroup<?>> FEATURES =
      List.of(
          WebSettings.GROUP,
          ManagementAddressReader.GROUP,
          TwilioSettings.GROUP,
          StoreSettings.GROUP,
          S3Settings.GROUP,
          NodeSettings.GROUP,
          PromptSettings.GROUP,
          BUSINESS,
          DirectorySettings.GROUP,
          OwnDocument.GROUP,
          InputAudioReader.GROUP,
          ProviderSelectionReader.GROUP,
          ReplyTimingReader.GROUP,
          AfterCallSettings.GROUP,
          CallLimitsReader.GROUP,
          TraceSettingsReader.GROUP,
          TapeModeReader.GROUP,
          SimulatedReader.GROUP,
          SmtpSettings.GROUP,
          PriceSettings.GROUP,
          PasswordCost.GROUP,
          ConsoleSettings.GROUP,
          AuditSettings.GROUP,
          PushSettings.GROUP);

  private ConfigReader() {}

  /// Reads this process's environment, and the file that `KOLAN_CONFIG` names or `./kolan.yaml`.
  public static ConfigReading read() {
    return reading(draft());
  }

  /// Reads these variables and this file, which need not exist.
  public static ConfigReading read(Map<String, String> environment, Path file) {
    return reading(draft(environment, file));
  }

  /// Reads this process's environment and its file, as far as they can be understood.
  public static ConfigDraft draft() {
    return draft(SettingsSource.ofProcess(FEATURES));
  }

  /// Reads these variables and this file, as far as they can be understood.
  public static ConfigDraft draft(Map<String, String> environment, Path file) {
    return draft(SettingsSource.of(environment, file, FEATURES));
  }

  /// All settings of the table in `docs/configuration.md`, in its order.
  public static List<Setting> settings() {
    return FEATURES.stream().flatMap(group -> group.settings().stream()).toList();
  }

  private static ConfigReading reading(ConfigDraft draft) {
    return draft.problems().isEmpty()
        ? new ConfigReading.Usable(draft.config(), draft.warnings())
        : new ConfigReading.Unusable(draft.problems(), draft.warnings());
  }

  private static ConfigDraft draft(SettingsSource source) {
    var values = new HashMap<SettingsGroup<?>, Object>();
    FEATURES.forEach(group -> values.put(group, group.read(source)));
    var config = new Config(values);
    warnOfIdleSettings(config, source);
    return new ConfigDraft(config, source.problems(), source.warnings(), source.isReadable());
  }

  /// What a business has set for a model that nobody has chosen.
  private static void warnOfIdleSettings(Config config, SettingsSource source) {
    ProviderSelection providers = config.providers();
    List<String> idle = config.business().profile().settingsOfModels();
    boolean withModel =
        !providers.languageModels().isEmpty() || !providers.speechModels().isEmpty();
    if (!withModel && !idle.isEmpty() && source.problems().isEmpty()) {
      source.warn(
          "%s of the business %s nothing: only a model uses %s, and %s names none. The scripted receptionist takes messages at any hour"
              .formatted(
                  String.join(", ", idle),
                  idle.size() == 1 ? "does" : "do",
                  idle.size() == 1 ? "it" : "them",
                  ProviderSelectionReader.LANGUAGE_MODEL.environment()));
    }
  }
}
