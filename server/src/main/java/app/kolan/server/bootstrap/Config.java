package app.kolan.server.bootstrap;

import app.kolan.server.business.Business;
import app.kolan.server.calltrace.TapeMode;
import app.kolan.server.calltrace.TapeModeReader;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.media.turns.InputAudioReader;
import app.kolan.server.prompts.PromptSettings;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSelectionReader;
import app.kolan.server.session.ReplyTiming;
import app.kolan.server.session.ReplyTimingReader;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import app.kolan.server.store.StoreSettings;
import app.kolan.server.telemetry.TraceSettings;
import app.kolan.server.telemetry.TraceSettingsReader;
import app.kolan.server.telephony.CallLimits;
import app.kolan.server.telephony.CallLimitsReader;
import app.kolan.server.telephony.SimulatedReader;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.server.web.BypassableWebhook;
import app.kolan.server.web.ManagementAddress;
import app.kolan.server.web.ManagementAddressReader;
import app.kolan.server.web.TrustedProxies;
import app.kolan.server.web.WebSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The settings of all features of a server.
///
/// A new feature changes nothing here: it is asked for by [#get]. The other methods are short names
/// for what is asked for in several places.
public final class Config {
  private final Map<SettingsGroup<?>, Object> values;

  /// @param values of each group what it has read
  Config(Map<SettingsGroup<?>, Object> values) {
    this.values = Map.copyOf(values);
  }

  /// The settings of a feature.
  ///
  /// @throws IllegalStateException when the feature is not in the list of [ConfigReader]
  @SuppressWarnings("unchecked") // what is put for a group is what it reads
  public <T> T get(SettingsGroup<T> group) {
    Object value = values.get(group);
    if (value == null) {
      throw new IllegalStateException("a group of settings that is not read: " + group.settings());
    }
    return (T) value;
  }

  public WebSettings web() {
    return get(WebSettings.GROUP);
  }

  public String host() {
    return web().host();
  }

  public int port() {
    return web().port();
  }

  /// Null when it is found out from each request.
  public @Nullable PublicUrl publicUrl() {
    return web().publicUrl();
  }

  public TwilioSettings twilio() {
    return get(TwilioSettings.GROUP);
  }

  /// The folder of the database and the recordings.
  public Path data() {
    return get(StoreSettings.GROUP).data();
  }

  /// The data folder, and which database is used.
  public StoreSettings store() {
    return get(StoreSettings.GROUP);
  }

  /// A folder of sound files that replace shipped ones, or null.
  public @Nullable Path prompts() {
    return get(PromptSettings.GROUP).folder();
  }

  public Business business() {
    return get(ConfigReader.BUSINESS);
  }

  public InputAudioConfig inputAudio() {
    return get(InputAudioReader.GROUP);
  }

  public ProviderSelection providers() {
    return get(ProviderSelectionReader.GROUP);
  }

  /// How long a caller may hear nothing.
  public ReplyTiming replyTiming() {
    return get(ReplyTimingReader.GROUP);
  }

  /// Where traces of calls go; null for nowhere.
  public @Nullable TraceSettings traces() {
    return get(TraceSettingsReader.GROUP).orElse(null);
  }

  /// Whether the wire traffic of calls is recorded.
  public TapeMode tapeMode() {
    return get(TapeModeReader.GROUP);
  }

  /// How many calls may talk.
  public CallLimits limits() {
    return get(CallLimitsReader.GROUP);
  }

  /// Where health, metrics and diagnostics are asked for.
  public ManagementAddress management() {
    return get(ManagementAddressReader.GROUP);
  }

  /// Whether nobody real calls, so that nothing outside may come of a call.
  public boolean simulated() {
    return get(SimulatedReader.GROUP);
  }

  /// What is set for each feature; secrets are masked.
  @Override
  public String toString() {
    return "Config" + values.values();
  }

  /// Settings for a server that a program starts by itself, such as a test or the demo: on a free
  /// port of loopback, without limits, as a simulated run; everything else as if nothing were set.
  ///
  /// @param data the folder of the database and the recordings
  public static Builder builder(TwilioSettings twilio, Path data) {
    SettingsSource nothing = SettingsSource.of(Map.of());
    var values = new HashMap<SettingsGroup<?>, Object>();
    ConfigReader.FEATURES.forEach(group -> values.put(group, group.read(nothing)));
    return new Builder(values)
        .with(WebSettings.GROUP, WebSettings.LOCAL)
        .with(TwilioSettings.GROUP, twilio)
        .with(StoreSettings.GROUP, new StoreSettings(data))
        .limits(CallLimits.NONE)
        .management(ManagementAddress.FREE_PORT)
        .simulated(true);
  }

  /// A builder that begins with these settings.
  public Builder toBuilder() {
    return new Builder(new HashMap<>(values));
  }

  /// Builds settings part by part. For one thread.
  public static final class Builder {
    private final Map<SettingsGroup<?>, Object> values;

    private Builder(Map<SettingsGroup<?>, Object> values) {
      this.values = values;
    }

    /// Sets what a feature would have read.
    public <T> Builder with(SettingsGroup<T> group, T value) {
      values.put(group, value);
      return this;
    }

    public Builder port(int port) {
      WebSettings web = web();
      return web(
          new WebSettings(
              web.host(), port, web.publicUrl(), web.trustedProxies(), web.signatureBypass()));
    }

    public Builder publicUrl(@Nullable PublicUrl url) {
      WebSettings web = web();
      return web(
          new WebSettings(
              web.host(), web.port(), url, web.trustedProxies(), web.signatureBypass()));
    }

    public Builder trustedProxies(TrustedProxies proxies) {
      WebSettings web = web();
      return web(
          new WebSettings(web.host(), web.port(), web.publicUrl(), proxies, web.signatureBypass()));
    }

    public Builder signatureBypass(Set<BypassableWebhook> webhooks) {
      WebSettings web = web();
      return web(
          new WebSettings(web.host(), web.port(), web.publicUrl(), web.trustedProxies(), webhooks));
    }

    public Builder business(Business business) {
      return with(ConfigReader.BUSINESS, business);
    }

    public Builder inputAudio(InputAudioConfig inputAudio) {
      return with(InputAudioReader.GROUP, inputAudio);
    }

    public Builder providers(ProviderSelection providers) {
      return with(ProviderSelectionReader.GROUP, providers);
    }

    public Builder replyTiming(ReplyTiming timing) {
      return with(ReplyTimingReader.GROUP, timing);
    }

    public Builder traces(@Nullable TraceSettings traces) {
      return with(TraceSettingsReader.GROUP, Optional.ofNullable(traces));
    }

    public Builder tapeMode(TapeMode mode) {
      return with(TapeModeReader.GROUP, mode);
    }

    public Builder limits(CallLimits limits) {
      return with(CallLimitsReader.GROUP, limits);
    }

    public Builder management(ManagementAddress address) {
      return with(ManagementAddressReader.GROUP, address);
    }

    public Builder simulated(boolean simulated) {
      return with(SimulatedReader.GROUP, simulated);
    }

    public Config build() {
      return new Config(values);
    }

    private WebSettings web() {
      return new Config(values).web();
    }

    private Builder web(WebSettings web) {
      return with(WebSettings.GROUP, web);
    }
  }
}
