package app.kolan.server.settings;

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
/// @param dialogue how long a caller may hear nothing
/// @param traces where traces of calls go; null for nowhere
/// @param signatureBypass the webhooks whose signature check is off for a while after the start
/// @param taping whether the wire traffic of calls is recorded
/// @param limits how many calls may talk
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
    ReplyTiming dialogue,
    @Nullable TraceSettings traces,
    Set<BypassableWebhook> signatureBypass,
    TapeMode taping,
    CallLimits limits,
    boolean simulated) {
  /// Settings without limits.
  public Config(
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
      ReplyTiming dialogue,
      @Nullable TraceSettings traces,
      Set<BypassableWebhook> signatureBypass,
      TapeMode taping) {
    this(
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
        dialogue,
        traces,
        signatureBypass,
        taping,
        CallLimits.NONE,
        false);
  }

  /// Settings with the scripted receptionist alone, and without limits.
  public Config(
      String host,
      int port,
      @Nullable PublicUrl publicUrl,
      TrustedProxies trustedProxies,
      Twilio twilio,
      Path data,
      @Nullable Path prompts,
      Business business,
      InputAudioConfig inputAudio,
      Set<BypassableWebhook> signatureBypass,
      TapeMode taping) {
    this(
        host,
        port,
        publicUrl,
        trustedProxies,
        twilio,
        data,
        prompts,
        business,
        inputAudio,
        ProviderSelection.NONE,
        ReplyTiming.USUAL,
        null,
        signatureBypass,
        taping);
  }

  public Config {
    signatureBypass = Set.copyOf(signatureBypass);
  }

  /// The same settings with other limits.
  public Config withLimits(CallLimits others) {
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
        dialogue,
        traces,
        signatureBypass,
        taping,
        others,
        simulated);
  }

  /// The same settings for a run in which nobody real calls.
  public Config asSimulated() {
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
        dialogue,
        traces,
        signatureBypass,
        taping,
        limits,
        true);
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
}
