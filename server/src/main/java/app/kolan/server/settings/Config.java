package app.kolan.server.settings;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.session.ReplyTiming;
import app.kolan.server.telemetry.TraceSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All settings of a server.
///
/// @param host the address to listen on
/// @param port 0 takes a free one
/// @param publicUrl null when it is to be found out from each request
/// @param prompts a folder of own sound files, or null
/// @param providers the providers that talk with callers
/// @param replyTiming how long a caller may hear nothing
/// @param traces where traces of calls go; null for nowhere
/// @param signatureBypass the webhooks whose signature check is off for a while after the start
/// @param tapeMode whether the wire traffic of calls is recorded
/// @param limits how many calls may talk
/// @param management where health, metrics and diagnostics are asked for
/// @param simulated whether nobody real calls, so that nothing outside may come of a call
public record Config(
    String host,
    int port,
    @Nullable PublicUrl publicUrl,
    TrustedProxies trustedProxies,
    Twilio twilio,
    Path data,
    @Nullable Path prompts,
    Business business,
    InputAudioConfig inputAudio,
    ProviderSelection providers,
    ReplyTiming replyTiming,
    @Nullable TraceSettings traces,
    Set<BypassableWebhook> signatureBypass,
    TapeMode tapeMode,
    CallLimits limits,
    ManagementAddress management,
    boolean simulated) {
  public Config {
    signatureBypass = Set.copyOf(signatureBypass);
  }

  /// Settings for a server that a program starts by itself, such as a test or the demo: on a free
  /// port of loopback, without limits, with the scripted agent, as a simulated run.
  ///
  /// @param data the folder for the database and the recordings
  public static Builder builder(Twilio twilio, Path data) {
    return new Builder(twilio, data);
  }

  /// A builder that begins with these settings.
  public Builder toBuilder() {
    return new Builder(twilio, data)
        .host(host)
        .port(port)
        .publicUrl(publicUrl)
        .trustedProxies(trustedProxies)
        .prompts(prompts)
        .business(business)
        .inputAudio(inputAudio)
        .providers(providers)
        .replyTiming(replyTiming)
        .traces(traces)
        .signatureBypass(signatureBypass)
        .tapeMode(tapeMode)
        .limits(limits)
        .management(management)
        .simulated(simulated);
  }

  /// The account.
  ///
  /// @param authTokens at least one; the first is used for REST calls
  /// @param apiUrl the base of the REST API, without a `/` at its end
  public record Twilio(String accountSid, List<Secret> authTokens, URI apiUrl) {
    public Twilio {
      authTokens = List.copyOf(authTokens);
    }
  }

  /// Builds settings part by part. Not for use by several threads at once.
  public static final class Builder {
    private final Twilio twilio;
    private final Path data;
    private String host = "127.0.0.1";
    private int port = 0;
    private @Nullable PublicUrl publicUrl;
    private TrustedProxies trustedProxies = TrustedProxies.LOOPBACK;
    private @Nullable Path prompts;
    private Business business = new Business(Business.FIRST, "Kolan", null, AnswerMode.CONVERSE);
    private InputAudioConfig inputAudio = InputAudioConfig.USUAL;
    private ProviderSelection providers = ProviderSelection.NONE;
    private ReplyTiming replyTiming = ReplyTiming.USUAL;
    private @Nullable TraceSettings traces;
    private Set<BypassableWebhook> signatureBypass = Set.of();
    private TapeMode tapeMode = TapeMode.OFF;
    private CallLimits limits = CallLimits.NONE;
    private ManagementAddress management = ManagementAddress.FREE_PORT;
    private boolean simulated = true;

    private Builder(Twilio twilio, Path data) {
      this.twilio = twilio;
      this.data = data;
    }

    public Builder host(String value) {
      host = value;
      return this;
    }

    public Builder port(int value) {
      port = value;
      return this;
    }

    public Builder publicUrl(@Nullable PublicUrl value) {
      publicUrl = value;
      return this;
    }

    public Builder trustedProxies(TrustedProxies value) {
      trustedProxies = value;
      return this;
    }

    public Builder prompts(@Nullable Path value) {
      prompts = value;
      return this;
    }

    public Builder business(Business value) {
      business = value;
      return this;
    }

    public Builder inputAudio(InputAudioConfig value) {
      inputAudio = value;
      return this;
    }

    public Builder providers(ProviderSelection value) {
      providers = value;
      return this;
    }

    public Builder replyTiming(ReplyTiming value) {
      replyTiming = value;
      return this;
    }

    public Builder traces(@Nullable TraceSettings value) {
      traces = value;
      return this;
    }

    public Builder signatureBypass(Set<BypassableWebhook> value) {
      signatureBypass = value;
      return this;
    }

    public Builder tapeMode(TapeMode value) {
      tapeMode = value;
      return this;
    }

    public Builder limits(CallLimits value) {
      limits = value;
      return this;
    }

    public Builder management(ManagementAddress value) {
      management = value;
      return this;
    }

    public Builder simulated(boolean value) {
      simulated = value;
      return this;
    }

    public Config build() {
      return new Config(
          host,
          port,
          publicUrl,
          trustedProxies,
          twilio,
          data,
          prompts,
          business,
          inputAudio,
          providers,
          replyTiming,
          traces,
          signatureBypass,
          tapeMode,
          limits,
          management,
          simulated);
    }
  }
}
