package app.kolan.simulator.switchboard;

import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.Edge;
import app.kolan.simulator.script.MalformedScript;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.script.Sounds;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The defaults of a call order.
///
/// @param settings the carrier's; the URLs below come before its voice URL and edges
/// @param voiceUrl the server's webhook; without one each order needs its own
/// @param publicUrl the base URL that the server is known by
/// @param story what the caller does
/// @param sounds what stories can name
public record CallDefaults(
    CarrierSettings settings,
    @Nullable URI voiceUrl,
    @Nullable URI publicUrl,
    Script story,
    Sounds sounds) {
  /// A caller who says something, whatever the server does, and hangs up after a while.
  public static Script anyServersStory() {
    try {
      return Script.parse(
          """
          caller waits 1s
          caller says "hello, can you hear me" for 1.6s
          caller waits 5s
          caller hangs up
          """);
    } catch (MalformedScript e) {
      throw new IllegalStateException(e);
    }
  }

  /// Settings for a server at this voice URL: what is asked of the public URL is signed for it and
  /// sent to where the voice URL points.
  public static CarrierSettings at(
      CarrierSettings settings, URI voiceUrl, @Nullable URI publicUrl) {
    if (publicUrl == null) {
      return settings.withVoiceUrl(voiceUrl);
    }
    String query = voiceUrl.getRawQuery() == null ? "" : "?" + voiceUrl.getRawQuery();
    String known = publicUrl.toString().replaceAll("/+$", "");
    URI base = URI.create(voiceUrl.getScheme() + "://" + voiceUrl.getRawAuthority());
    return settings
        .withVoiceUrl(URI.create(known + voiceUrl.getRawPath() + query))
        .withEdges(List.of(new Edge(publicUrl, base)));
  }
}
