package app.kolan.bench.nodes;

import app.kolan.server.prompts.CallerClips;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.Edge;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/// The simulated Twilio of these benches, and the settings that servers get for it.
final class BenchCarrier {
  private static final String PUBLIC = "https://phone.example.com";
  private static final String ACCOUNT = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  private static final String TOKEN = "a token of the bench";
  private static final PromptLibrary PROMPTS = PromptLibrary.shipped();

  private BenchCarrier() {}

  /// The settings that servers get for it.
  static Map<String, String> settings(int restPort) {
    return Map.of(
        "KOLAN_PUBLIC_URL",
        PUBLIC,
        "KOLAN_SECRET_KEY",
        "a key of the bench, the same for all nodes",
        "KOLAN_GREETING",
        "שלום",
        "KOLAN_MIND",
        "scripted",
        "KOLAN_SIMULATED",
        "true",
        "KOLAN_LOG_LEVEL",
        "info",
        "TWILIO_ACCOUNT_SID",
        ACCOUNT,
        "TWILIO_AUTH_TOKEN",
        TOKEN,
        "TWILIO_API_URL",
        "http://127.0.0.1:" + restPort);
  }

  /// A carrier that calls a server, or what stands before several.
  static CarrierSettings calling(int port, int restPort) {
    return CarrierSettings.of(ACCOUNT, TOKEN, URI.create(PUBLIC + TwilioPaths.INCOMING_CALL))
        .withStatusCallbackUrl(URI.create(PUBLIC + TwilioPaths.CALL_STATUS))
        .withFallbackUrl(URI.create(PUBLIC + TwilioPaths.VOICE_FALLBACK))
        .withEdge(new Edge(URI.create(PUBLIC), URI.create("http://127.0.0.1:" + port)))
        .withDecoder((_, file) -> PROMPTS.audioOf(file))
        .withRestPort(restPort);
  }

  /// What callers say, and what they know of an agent.
  static Sounds sounds() {
    CallerClips callers = CallerClips.shipped();
    var clips = new HashMap<String, Mulaw>();
    callers.names().forEach(name -> clips.put(name, callers.audio(name)));
    var prompts = new HashMap<String, Mulaw>();
    for (Prompt prompt : Prompt.values()) {
      prompts.put(prompt.id(), PROMPTS.audio(prompt));
    }
    return Sounds.of(clips, prompts);
  }
}
