package app.kolan.server.command;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.server.eval.CallersPart;
import app.kolan.server.eval.HeardCall.Said;
import app.kolan.server.provider.ApiKey;
import app.kolan.server.provider.LineUp;
import app.kolan.server.provider.Patience;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.simulator.CallReport;
import app.kolan.vendors.StandIn;
import app.kolan.vendors.mind.ScriptedBrain;
import app.kolan.vendors.mind.StandInOpenAiChat;
import app.kolan.vendors.recogniser.StandInDeepgram;
import app.kolan.vendors.sound.HeardText;
import app.kolan.vendors.sound.KnownClips;
import app.kolan.vendors.sound.Pace;
import app.kolan.vendors.sound.TonedText;
import app.kolan.vendors.voice.StandInAzureVoice;
import app.kolan.vendors.voice.StandInVoice;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Stand-ins of vendors on this machine, for commands that are to run without an account: a
/// recogniser that knows the callers' clips, a model with a script for a brain, and a voice of
/// tones.
final class StandIns implements AutoCloseable {
  private static final String KEY = StandInVoice.KEY;
  private static final Pace PACE = Pace.QUICK;

  private final KnownClips clips = new KnownClips();
  private final Set<Mulaw> known = new HashSet<>();
  private final StandIn recogniser = new StandInDeepgram(clips, KEY);
  private final StandIn mind =
      new StandInOpenAiChat(KEY, ScriptedBrain.read("brains/receptionist.yaml"));
  private final StandInAzureVoice voice = new StandInAzureVoice();

  private StandIns() {}

  static StandIns start() {
    var standIns = new StandIns();
    standIns.voice.talk(PACE);
    List.of(standIns.recogniser, standIns.mind, standIns.voice).forEach(StandIn::start);
    return standIns;
  }

  /// The words of these callers are understood from now on.
  void understand(Collection<CallersPart> callers) {
    for (CallersPart caller : callers) {
      caller
          .words()
          .forEach(
              (sound, words) -> {
                Mulaw clip = caller.sounds().getOrDefault(sound, Mulaw.EMPTY);
                if (known.add(clip)) {
                  clips.knows(clip, words);
                }
              });
    }
  }

  /// A recogniser, a mind and a voice.
  LineUp lineUp() {
    return new LineUp(
        List.of(),
        List.of(at("deepgram", recogniser.socketUrl())),
        List.of(at("openai", URI.create(mind.url() + "/v1"))),
        List.of(at("azure", voice.url())));
  }

  /// What a caller heard the voice say.
  static List<Said> heard(CallReport report) {
    return TonedText.read(report.agentSide().toMulaw()).stream()
        .map(text -> new Said(text.text(), begin(text)))
        .toList();
  }

  /// Silence before a text may be counted as the text's, so its beginning is told from its end.
  private static Duration begin(HeardText text) {
    return text.endsAfter().minus(TonedText.mulaw(text.text(), PACE).duration());
  }

  private static ProviderSettings at(String provider, URI url) {
    return new ProviderSettings(
        provider, url, new ApiKey(KEY), "a-model", "a-voice", "he-IL", Patience.USUAL);
  }

  @Override
  public void close() {
    List.of(recogniser, mind, voice).forEach(StandIn::close);
  }
}
